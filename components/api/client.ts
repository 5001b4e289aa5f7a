import { ApiProblem, type ProblemBody } from "./problem.ts";

type Init = {
	method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
	body?: unknown;
	signal?: AbortSignal;
	/** Names a write, so that sending it again does nothing more. */
	idempotencyKey?: string;
};

/**
 * Calls the HTTP API; `path` is what comes after /api/v1. Answers the parsed body.
 * Throws ApiProblem; when the session has ended the browser goes to the sign-in page.
 */
export async function apiFetch<T>(path: `/${string}`, init: Init = {}): Promise<T> {
	const { method = "GET", body, signal, idempotencyKey } = init;
	const headers = {
		...(body !== undefined && { "content-type": "application/json" }),
		...(idempotencyKey && { "idempotency-key": idempotencyKey }),
	};
	const response = await fetch(`/api/v1${path}`, {
		method,
		credentials: "same-origin",
		headers,
		...(signal && { signal }),
		...(body !== undefined && { body: JSON.stringify(body) }),
	}).catch((error: unknown) => {
		if (error instanceof DOMException && error.name === "AbortError") throw error;
		throw new ApiProblem({ status: 0, code: "offline", detail: "Lazo did not answer." });
	});
	if (response.ok) return (await response.json()) as T;
	throw await problemOf(response);
}

/** Why an answer is no success; when the session has ended the browser goes to the sign-in page. */
export async function problemOf(response: Response): Promise<ApiProblem> {
	const problem = await readProblem(response);
	if (problem.status === 401) goToSignIn();
	return new ApiProblem(problem);
}

async function readProblem(response: Response): Promise<ProblemBody> {
	const body: unknown = await response.json().catch(() => null);
	if (typeof body === "object" && body !== null && "code" in body)
		return { detail: "", ...body, status: response.status } as ProblemBody;
	return { status: response.status, code: "unexpected", detail: `Lazo answered ${response.status}.` };
}

function goToSignIn(): void {
	if (typeof window === "undefined" || location.pathname === "/sign-in") return;
	location.assign(`/sign-in?returnTo=${encodeURIComponent(location.pathname + location.search)}`);
}

type Value = string | number | boolean | null | undefined;

/** A path with a query string; parameters that are null, undefined or "" are left out, lists are repeated. */
export function withQuery(path: `/${string}`, query: Record<string, Value | readonly Value[]>): `/${string}` {
	const search = new URLSearchParams();
	for (const [name, value] of Object.entries(query)) {
		const values: readonly Value[] = value !== null && typeof value === "object" ? value : [value];
		for (const one of values) if (one !== null && one !== undefined && one !== "") search.append(name, String(one));
	}
	const text = search.toString();
	return text ? `${path}?${text}` : path;
}
