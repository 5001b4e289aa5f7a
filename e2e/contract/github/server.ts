import { z } from "zod";

const environment = z
	.object({
		GITHUB_API_URL: z.url(),
		GITHUB_TOKEN: z.string().min(1),
		GITHUB_ORG: z.string().default("almena"),
		GITHUB_REPOSITORY: z.string().default("checkout"),
	})
	.parse(process.env);

export const organisation = environment.GITHUB_ORG;
export const repository = environment.GITHUB_REPOSITORY;
export const token = environment.GITHUB_TOKEN;

export type Asked = { method?: string; body?: unknown; headers?: Record<string, string> };

/** Asks the server under test; `path` is below its API. Never follows a redirect. */
export function ask(path: string, { method = "GET", body, headers }: Asked = {}): Promise<Response> {
	return fetch(`${environment.GITHUB_API_URL}${path}`, {
		method,
		redirect: "manual",
		signal: AbortSignal.timeout(30_000),
		headers: { authorization: `Bearer ${token}`, accept: "application/vnd.github+json", ...headers },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
}
