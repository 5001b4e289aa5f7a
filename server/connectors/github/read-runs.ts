import { z } from "zod";
import { outbound } from "#server/platform/outbound.ts";
import type { GitHubClient } from "./github-client.ts";
import { GitHubError } from "./github-error.ts";
import { parseSlug } from "./names.ts";
import { jobShape, runShape, workflowShape } from "./shapes.ts";

export async function listWorkflows(client: GitHubClient, slug: string) {
	const shape = z.object({ workflows: z.array(workflowShape) });
	const params = { ...parseSlug(slug), per_page: 100 };
	return (await client.get("GET /repos/{owner}/{repo}/actions/workflows", params, shape)).workflows;
}

const runPage = z.object({ total_count: z.number(), workflow_runs: z.array(runShape) });

/** Runs of a repository, newest first, one page of 100. */
export async function listRuns(client: GitHubClient, slug: string, page = 1) {
	const params = { ...parseSlug(slug), per_page: 100, page };
	return (await client.get("GET /repos/{owner}/{repo}/actions/runs", params, runPage)).workflow_runs;
}

/** Runs of one workflow that were dispatched by hand since a moment. */
export async function listDispatchedRuns(client: GitHubClient, slug: string, of: { workflowId: number; since: Date }) {
	const params = {
		...parseSlug(slug),
		workflow_id: of.workflowId,
		event: "workflow_dispatch",
		created: `>=${of.since.toISOString().slice(0, 19)}Z`,
		per_page: 100,
	};
	const route = "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs";
	return (await client.get(route, params, runPage)).workflow_runs;
}

/** One run, or null when it was deleted. */
export const findRun = (client: GitHubClient, slug: string, runId: number) =>
	client.find("GET /repos/{owner}/{repo}/actions/runs/{run_id}", { ...parseSlug(slug), run_id: runId }, runShape);

/** Jobs of a run's latest attempt, with their steps. */
export async function listJobs(client: GitHubClient, slug: string, runId: number) {
	const shape = z.object({ jobs: z.array(jobShape) });
	const params = { ...parseSlug(slug), run_id: runId, filter: "latest", per_page: 100 };
	return (await client.get("GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs", params, shape)).jobs;
}

const maxLogBytes = 50 * 1024 * 1024;

/**
 * A job's log as text, at most 50 MB; null when GitHub keeps none (any more). GitHub sends to another address for it:
 * that one is asked without the token. A server of one's own may keep its logs on a private address, github.com may not.
 */
export async function readJobLog(client: GitHubClient, slug: string, jobId: number): Promise<string | null> {
	const params = { ...parseSlug(slug), job_id: jobId };
	try {
		const answer = await client.call("GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs", params);
		if (typeof answer.data === "string" && answer.status === 200) return answer.data;
		if (!answer.location) return null;
		const target = new URL(answer.location, client.options.url);
		const trust = isSelfHosted(client.options.url) ? "configured" : "public";
		const log = await outbound({ system: "github-logs", url: target, trust, maxBytes: maxLogBytes, timeoutMs: 60_000 });
		return log.status === 200 ? log.text : null;
	} catch (error) {
		if (error instanceof GitHubError && (error.status === 404 || error.status === 410)) return null;
		throw error;
	}
}

const isSelfHosted = (apiUrl: string) => !/(^|\.)(github\.com|ghe\.com)$/.test(new URL(apiUrl).hostname);
