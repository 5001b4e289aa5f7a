import { LRUCache } from "lru-cache";
import { Problem } from "./errors.ts";

/** So many requests a minute, all of them at once if need be. */
export type Limit = { name: string; perMinute: number };
/** What a caller has left of a limit, and the seconds until the next request (when refused) or until all of it is back. */
export type Standing = { limit: Limit; allowed: boolean; left: number; seconds: number };

type Bucket = { tokens: number; at: number };
const windowMs = 60_000;
const key = Symbol.for("lazo.rate-limit");
const shared = globalThis as { [key]?: LRUCache<string, Bucket> };

/**
 * Takes one request from the caller's bucket, which fills evenly. Each web process counts by itself: N of them behind a
 * balancer let at most N times as many through. A bucket that was idle for a minute is full, so it need not be kept.
 */
export function spend(limit: Limit, caller: string, now = Date.now()): Standing {
	shared[key] ??= new LRUCache<string, Bucket>({ max: 20_000, ttl: windowMs });
	const id = `${limit.name} ${caller}`;
	const bucket = shared[key].get(id) ?? { tokens: limit.perMinute, at: now };
	const perMs = limit.perMinute / windowMs;
	const filled = Math.min(limit.perMinute, bucket.tokens + Math.max(0, now - bucket.at) * perMs);
	const allowed = filled >= 1;
	const tokens = allowed ? filled - 1 : filled;
	shared[key].set(id, { tokens, at: now });
	const waitMs = (allowed ? limit.perMinute - tokens : 1 - tokens) / perMs;
	return { limit, allowed, left: Math.floor(tokens), seconds: Math.max(1, Math.ceil(waitMs / 1_000)) };
}

/** Problem 429 with the time to wait. */
export function tooManyRequests({ seconds, limit }: Standing): Problem {
	return new Problem({
		status: 429,
		code: "too-many-requests",
		detail: `More than ${limit.perMinute} requests in a minute; nothing was done. Try again in ${seconds} s.`,
		params: { seconds },
		retryAfter: seconds,
	});
}

/** The headers that tell a caller where it stands (draft-ietf-httpapi-ratelimit-headers). */
export function limitHeaders({ limit, left, seconds }: Standing): Record<string, string> {
	return {
		"ratelimit-policy": `"${limit.name}";q=${limit.perMinute};w=60`,
		ratelimit: `"${limit.name}";r=${left};t=${seconds}`,
	};
}
