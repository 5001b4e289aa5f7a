import { z } from "zod";
import { defineCall } from "#server/platform/rpc.ts";
import { terminalEventSchema, terminalInputSchema, windowSchema } from "./schema.ts";

const terminal = z.object({ id: z.uuid() });
const done = z.object({});

/** The lease of the worker that holds a terminal: calls about it go there. */
export const leaseOf = (id: string): string => `terminal:${id}`;

/** Starts the shell of a terminal that stands in the books. */
export const openCall = defineCall({ name: "terminal.open", input: terminal.extend(windowSchema.shape), output: done });
/** What it prints, from a number of bytes on. */
export const readCall = defineCall({
	...{ name: "terminal.read", output: terminalEventSchema },
	input: terminal.extend({ from: z.number().int().min(0) }),
});
export const writeCall = defineCall({
	...{ name: "terminal.write", output: done },
	input: terminal.extend(terminalInputSchema.shape),
});
export const resizeCall = defineCall({
	...{ name: "terminal.resize", output: done },
	input: terminal.extend(windowSchema.shape),
});
export const closeCall = defineCall({ name: "terminal.close", input: terminal, output: done });
