import { secretRedactor } from "#server/platform/redact-secrets.ts";

const longest = 500;

/**
 * What somebody wrote into `kubernetes.io/change-cause`, as a page may tell it: `kubectl --record` writes its whole command line
 * there, with whatever secrets stand in it. Null when there is nothing.
 */
export const toldCause = (cause: string | null | undefined): string | null =>
	cause ? cause.split("\n").map(secretRedactor()).join("\n").slice(0, longest) : null;
