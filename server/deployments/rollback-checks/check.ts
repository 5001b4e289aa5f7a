import type { RollbackCheck } from "./schema.ts";

/** A line of the safety check. */
export const check = (
	code: string,
	state: RollbackCheck["state"],
	params: RollbackCheck["params"] = {},
): RollbackCheck => ({ code, state, params, needsReason: false });
