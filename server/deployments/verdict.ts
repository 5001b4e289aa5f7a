export type FailureCode =
	| "crash-loop"
	| "image-pull"
	| "container-refused"
	| "pods-refused"
	| "deadline-exceeded"
	| "stages-aborted"
	| "stages-degraded"
	| "never-applied";

export type Verdict =
	| { state: "rolling" }
	| { state: "rolled-out" }
	| { state: "failed"; code: FailureCode; params: Record<string, string | number | null> };

/** A failure with what its sentence needs. */
export const failed = (code: FailureCode, params: Record<string, string | number | null> = {}): Verdict => ({
	state: "failed",
	code,
	params,
});
