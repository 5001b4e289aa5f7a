import { ApiError } from "./request.ts";

/** GitHub's primary rate limit: so many requests an hour. */
export type RateLimit = ReturnType<typeof createRateLimit>;

/** A fresh limit; `perHour` is 5,000 for a token (https://docs.github.com/en/rest/rate-limit). */
export function createRateLimit(perHour = 5000) {
	let used = 0;
	let reset = 0;
	const roll = () => {
		const now = Math.floor(Date.now() / 1000);
		if (now < reset) return;
		used = 0;
		reset = now + 3600;
	};
	const core = () => ({ limit: perHour, used: Math.min(used, perHour), remaining: Math.max(0, perHour - used), reset });
	return {
		count() {
			roll();
			used += 1;
		},
		/** Throws GitHub's 403 once nothing remains. */
		check() {
			roll();
			if (used >= perHour) throw new ApiError(403, "API rate limit exceeded for the token's user.", "/rate-limit");
		},
		headers(): Record<string, string> {
			const values = Object.entries(core()).map(([name, value]) => [`x-ratelimit-${name}`, String(value)]);
			return { ...Object.fromEntries(values), "x-ratelimit-resource": "core" };
		},
		overview() {
			roll();
			const search = { limit: 30, used: 0, remaining: 30, reset };
			return { resources: { core: core(), search }, rate: core() };
		},
	};
}
