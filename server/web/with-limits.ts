import { type Limit, limitHeaders, type Standing, spend, tooManyRequests } from "#server/platform/rate-limit.ts";

/** A limit, and whose request it is; one bucket for all when it is not told. */
export type CallerLimit = Limit & { callerOf?: (request: Request) => string };

/** GitHub promises no ceiling; ten thousand deliveries a minute are taken in (R19), and the reconcile finds what was refused. */
export const githubDeliveries: CallerLimit[] = [{ name: "github-deliveries", perMinute: 20_000 }];
export const alertDeliveries: CallerLimit[] = [{ name: "alert-deliveries", perMinute: 6_000 }];
/** A whole office may stand behind one address; who makes addresses up is held by the limit for all. */
export const signIns: CallerLimit[] = [
	{ name: "sign-in", perMinute: 120, callerOf: addressOf },
	{ name: "sign-ins", perMinute: 1_200 },
];

type Answer = (request: Request) => Promise<Response>;

/** Answers requests within the limits; beyond them 429 problem+json with Retry-After, before anything is read or looked up. */
export function withLimits(limits: readonly CallerLimit[], answer: Answer, page?: string): Answer {
	return async (request) => {
		for (const { callerOf, ...limit } of limits) {
			const standing = spend(limit, callerOf?.(request) ?? "all");
			if (!standing.allowed) return refusal(standing, page);
		}
		return answer(request);
	};
}

/** A browser that gets it is sent to `page`, which says the same in its language. */
function refusal(standing: Standing, page?: string): Response {
	const { code, status, message: detail, params, retryAfter } = tooManyRequests(standing);
	const body = { type: `urn:lazo:problem:${code}`, title: code, status, detail, code, params };
	const headers = new Headers({
		...limitHeaders(standing),
		"content-type": "application/problem+json",
		"cache-control": "no-store",
		"retry-after": String(retryAfter),
	});
	if (page) headers.set("refresh", `0; url=${page}?${new URLSearchParams({ error: code })}`);
	return new Response(JSON.stringify(body), { status, headers });
}

/** The nearest hop: what the last proxy saw, or the framework itself. Those before it can be made up. */
function addressOf(request: Request): string {
	return (request.headers.get("x-forwarded-for") ?? "").split(",").at(-1)?.trim() || "unknown";
}
