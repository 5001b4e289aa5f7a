import type { OpenAPIHono } from "@hono/zod-openapi";
import { createApi } from "#server/api/app.ts";

let api: OpenAPIHono | undefined;

/** Answers a request to the HTTP API. The API is made at the first call, since the settings are not there while building. */
export async function answerApi(request: Request): Promise<Response> {
	api ??= createApi();
	return api.fetch(request);
}

/**
 * Reads a path below /api/v1 for a page that is being rendered, as the visitor whose headers these are:
 * the same authorization, schema and answer as over HTTP. Throws when the answer is a problem.
 */
export async function readApi(path: string, headers: Headers): Promise<unknown> {
	const own = new Headers();
	for (const name of ["cookie", "authorization"]) {
		const value = headers.get(name);
		if (value) own.set(name, value);
	}
	const response = await answerApi(new Request(`http://lazo.internal/api/v1${path}`, { headers: own }));
	if (!response.ok) throw new Error(`${path} answered ${response.status}`);
	return response.json();
}
