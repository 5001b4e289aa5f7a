import type { z } from "zod";
import { reportError, reportSuccess } from "#server/platform/connections/health.ts";
import { telemetry } from "#server/platform/telemetry.ts";
import type { GitHubCredential } from "./github-credential.ts";
import { explainAnswer, GitHubError } from "./github-error.ts";
import { openOctokit } from "./open-octokit.ts";

export type GitHubOptions = { connectionId: string; url: string; credential: GitHubCredential; organisation: string };

/** Parameters of a route's template, its query or its body. */
export type RouteParams = Record<string, unknown>;

/**
 * GitHub's API with nothing done behind one's back: no retries (a repeated write can happen twice), no waiting for a limit
 * (it is told at once), no redirects (a token must not follow one), a time limit on every call, health reported.
 */
export class GitHubClient {
	readonly options: GitHubOptions;
	private octokit: ReturnType<typeof openOctokit> | undefined;
	private pausedUntil = 0;

	constructor(options: GitHubOptions) {
		this.options = options;
	}

	/** One call. Gives status and headers too; throws GitHubError. The body is whatever GitHub sent: parse it. */
	async call(
		route: string,
		params: RouteParams = {},
	): Promise<{ status: number; data: unknown; location: string | null }> {
		if (Date.now() < this.pausedUntil) {
			throw new GitHubError({
				status: 0,
				code: "rate-limited",
				message: `GitHub's limit is used up until ${new Date(this.pausedUntil).toISOString()}.`,
				retryAt: new Date(this.pausedUntil),
			});
		}
		const method = route.split(" ")[0] ?? "GET";
		const end = telemetry().outboundSeconds.startTimer({ system: "github", method });
		try {
			const answer = await this.send(route, params);
			end({ outcome: String(answer.status) });
			const left = Number(answer.headers["x-ratelimit-remaining"]);
			await reportSuccess(this.options.connectionId, Number.isFinite(left) ? { rateLeft: left } : {});
			return { status: answer.status, data: answer.data, location: answer.headers.location ?? null };
		} catch (error) {
			const explained = explain(error);
			end({ outcome: explained.status ? String(explained.status) : "error" });
			await this.note(explained);
			throw explained;
		}
	}

	/** A token of an App that ended early is fetched anew, once: what GitHub did not let in was not done. */
	private async send(route: string, params: RouteParams) {
		const { url, credential } = this.options;
		const held = this.octokit !== undefined;
		this.octokit ??= openOctokit(url, credential);
		try {
			return await (await this.octokit).request(route, params);
		} catch (error) {
			if (credential.kind !== "app" || answerOf(error)?.status !== 401 || !held) throw error;
			this.octokit = openOctokit(url, credential);
			return (await this.octokit).request(route, params);
		}
	}

	/** One read, parsed. */
	async get<T extends z.ZodType>(route: string, params: RouteParams, schema: T): Promise<z.output<T>> {
		const { data } = await this.call(route, params);
		return readAnswer(schema, data, route);
	}

	/** One read, or null when GitHub knows no such thing (any more). */
	async find<T extends z.ZodType>(route: string, params: RouteParams, schema: T): Promise<z.output<T> | null> {
		try {
			return await this.get(route, params, schema);
		} catch (error) {
			if (error instanceof GitHubError && error.code === "not-found") return null;
			throw error;
		}
	}

	private async note(error: GitHubError): Promise<void> {
		if (error.retryAt) this.pausedUntil = error.retryAt.getTime();
		const { connectionId } = this.options;
		if (error.code === "not-found") await reportSuccess(connectionId);
		else await reportError(connectionId, `github.${error.code}`, error.message);
	}
}

/** Parses an answer; one that does not fit is an error that names the call, never a crash further in. */
export function readAnswer<T extends z.ZodType>(schema: T, data: unknown, route: string): z.output<T> {
	const parsed = schema.safeParse(data);
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	const reason = `${issue?.path.join(".")}: ${issue?.message}`;
	throw new GitHubError({
		status: 200,
		code: "unreadable",
		message: `GitHub's answer to ${route} does not fit (${reason}).`,
	});
}

function explain(error: unknown): GitHubError {
	if (error instanceof GitHubError) return error;
	const answer = answerOf(error);
	if (answer) return explainAnswer(answer, new Date());
	const reason = error instanceof Error ? error.message : String(error);
	return new GitHubError({ status: 0, code: "unreachable", message: `GitHub did not answer: ${reason.slice(0, 200)}` });
}

function answerOf(error: unknown) {
	if (!(error instanceof Error) || !("status" in error) || !("response" in error)) return null;
	const response = error.response;
	if (typeof response !== "object" || response === null || !("headers" in response)) return null;
	return {
		status: Number(error.status),
		headers: response.headers as Record<string, string | number | undefined>,
		message: error.message,
	};
}
