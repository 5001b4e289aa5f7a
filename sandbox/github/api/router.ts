import { type ApiAnswer, type ApiRequest, notFound } from "./request.ts";

export type Handler<R = ApiRequest> = (request: R) => ApiAnswer | Promise<ApiAnswer>;

/** `GET /orgs/:org/repos`: `:name` takes one segment of the path, `*name` takes all that follow (at least one). */
export type Routes<R = ApiRequest> = Record<string, Handler<R>>;

export type Match<R> = { handler: Handler<R>; params: Record<string, string> };

/** Finds the handler for decoded path segments; null when no route fits. */
export function match<R>(routes: Routes<R>, method: string, segments: string[]): Match<R> | null {
	for (const [route, handler] of Object.entries(routes)) {
		const [verb, pattern = ""] = route.split(" ");
		if (verb !== method) continue;
		const params = matchPattern(pattern.split("/").slice(1), segments);
		if (params) return { handler, params };
	}
	return null;
}

function matchPattern(pattern: string[], segments: string[]): Record<string, string> | null {
	const params: Record<string, string> = {};
	for (const [index, part] of pattern.entries()) {
		const segment = segments[index];
		if (part.startsWith("*")) {
			if (segment === undefined) return null;
			params[part.slice(1)] = segments.slice(index).join("/");
			return params;
		}
		if (segment === undefined) return null;
		if (part.startsWith(":")) params[part.slice(1)] = segment;
		else if (part !== segment) return null;
	}
	return segments.length === pattern.length ? params : null;
}

/**
 * The decoded segments of a raw path. Throws 404 for segments that could mean another place: `.` and `..` (also
 * encoded), control characters, and encodings that are none.
 */
export function pathSegments(rawPath: string): string[] {
	return rawPath
		.split("/")
		.slice(1)
		.map((raw) => {
			const segment = decode(raw);
			// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
			const strange = segment === null || /[\u0000-\u001f\u007f\\]/.test(segment);
			if (strange || segment.split("/").some((part) => part === "." || part === "..")) throw notFound();
			return segment;
		});
}

function decode(raw: string): string | null {
	try {
		return decodeURIComponent(raw);
	} catch {
		return null;
	}
}
