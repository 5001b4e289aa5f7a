import { conflict, type Problem } from "#server/platform/errors.ts";

/** Problem 409: nothing can be done with a terminal that has ended. */
export const terminalOver = (): Problem => conflict("terminal-over", "This terminal has ended.");
