/** An answer of the API that says why not (RFC 9457). */
export type ProblemBody = {
	status: number;
	code: string;
	detail: string;
	params?: Record<string, string | number | boolean | null>;
	requestId?: string;
	errors?: { path: string; message: string }[];
};

/** Thrown by `apiFetch` for every answer that is not a success, and when there was none (code "offline"). */
export class ApiProblem extends Error {
	readonly problem: ProblemBody;
	constructor(problem: ProblemBody) {
		super(problem.detail);
		this.name = "ApiProblem";
		this.problem = problem;
	}
}

/** Whatever was thrown, as a problem. */
export function asProblem(error: unknown): ProblemBody {
	if (error instanceof ApiProblem) return error.problem;
	return { status: 0, code: "unexpected", detail: error instanceof Error ? error.message : String(error) };
}
