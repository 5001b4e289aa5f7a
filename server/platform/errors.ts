/** Parameters of a code: what the reader's language is filled with. */
export type Params = Record<string, string | number | boolean | null | undefined>;

type ProblemInit = { status: number; code: string; detail: string; params?: Params; retryAfter?: number };

/**
 * An error that may be told to a caller. `code` is stable and rendered in the reader's language;
 * `detail` is the English sentence: what happened, what it means, what to do.
 */
export class Problem extends Error {
	readonly status: number;
	readonly code: string;
	readonly params: Params;
	readonly retryAfter: number | undefined;
	constructor(init: ProblemInit) {
		super(init.detail);
		this.name = "Problem";
		this.status = init.status;
		this.code = init.code;
		this.params = init.params ?? {};
		this.retryAfter = init.retryAfter;
	}
}

export const notFound = (kind: string, id: string) =>
	new Problem({ status: 404, code: "not-found", detail: `There is no ${kind} "${id}".`, params: { kind, id } });

export const invalid = (code: string, detail: string, params?: Params) =>
	new Problem({ status: 422, code, detail, ...(params && { params }) });

export const conflict = (code: string, detail: string, params?: Params) =>
	new Problem({ status: 409, code, detail, ...(params && { params }) });

export const unavailable = (code: string, detail: string, params?: Params) =>
	new Problem({ status: 503, code, detail, retryAfter: 5, ...(params && { params }) });
