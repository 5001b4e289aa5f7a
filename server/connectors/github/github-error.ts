/** GitHub did not give what was asked. `status` 0: there was no answer at all. */
export class GitHubError extends Error {
	readonly status: number;
	readonly code: "unreachable" | "rate-limited" | "refused" | "not-found" | "failed" | "unreadable";
	/** When a limit ends, if that is what stood in the way. */
	readonly retryAt: Date | null;
	constructor(init: { status: number; code: GitHubError["code"]; message: string; retryAt?: Date }) {
		super(init.message);
		this.name = "GitHubError";
		this.status = init.status;
		this.code = init.code;
		this.retryAt = init.retryAt ?? null;
	}
}

type Answer = { status: number; headers: Record<string, string | number | undefined>; message: string };

/** Names the reason of an answer that is not a success. `now` dates the end of a limit. */
export function explainAnswer({ status, headers, message }: Answer, now: Date): GitHubError {
	const text = message.slice(0, 300);
	const limited = status === 429 || (status === 403 && isLimit(headers, message));
	if (limited) {
		const retryAt = limitEnd(headers, now);
		return new GitHubError({
			status,
			code: "rate-limited",
			message: `GitHub's limit is used up until ${retryAt.toISOString()}.`,
			retryAt,
		});
	}
	if (status === 404)
		return new GitHubError({ status, code: "not-found", message: `GitHub knows no such thing: ${text}` });
	if (status >= 500)
		return new GitHubError({ status, code: "failed", message: `GitHub failed with ${status}: ${text}` });
	return new GitHubError({ status, code: "refused", message: `GitHub refused with ${status}: ${text}` });
}

function isLimit(headers: Answer["headers"], message: string): boolean {
	return (
		headers["x-ratelimit-remaining"] === "0" || headers["retry-after"] !== undefined || /rate limit/i.test(message)
	);
}

function limitEnd(headers: Answer["headers"], now: Date): Date {
	const after = Number(headers["retry-after"]);
	if (Number.isFinite(after) && after > 0) return new Date(now.getTime() + after * 1_000);
	const reset = Number(headers["x-ratelimit-reset"]);
	if (headers["x-ratelimit-remaining"] === "0" && reset > 0) return new Date(reset * 1_000);
	return new Date(now.getTime() + 60_000);
}
