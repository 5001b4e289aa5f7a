import { organisation } from "../../company/company.ts";
import type { Context } from "../context.ts";
import type { AttemptRecord, RunRecord } from "../state/types.ts";
import { minimalRepositoryJson, repositoryRecord } from "./repository-json.ts";
import { nodeId, seconds, userJson } from "./user-json.ts";

/** The attempt that a run shows: its last. */
export function latestAttempt(run: RunRecord): AttemptRecord {
	const last = run.attempts.at(-1);
	if (!last) throw new Error(`run ${run.id} has no attempt`);
	return last;
}

/** The addresses of a run. */
export function runUrls(context: Context, run: RunRecord) {
	const slug = `${organisation}/${run.repository}`;
	return {
		url: `${context.apiUrl}/repos/${slug}/actions/runs/${run.id}`,
		html_url: `${context.webUrl}/${slug}/actions/runs/${run.id}`,
	};
}

/** GitHub's "workflow run", as one of its attempts. */
export function runJson(context: Context, run: RunRecord, attempt: AttemptRecord = latestAttempt(run)) {
	const repository = minimalRepositoryJson(context, repositoryRecord(context, run.repository));
	const { url, html_url } = runUrls(context, run);
	return {
		id: run.id,
		name: run.name,
		node_id: nodeId("WFR", run.id),
		head_branch: run.branch,
		head_sha: run.commit.id,
		path: run.path,
		display_title: run.title,
		run_number: run.number,
		event: run.event,
		status: attempt.status,
		conclusion: attempt.conclusion,
		workflow_id: run.workflowId,
		check_suite_id: run.id,
		check_suite_node_id: nodeId("CS", run.id),
		url,
		html_url,
		pull_requests: pullsOf(context, run, repository.url),
		created_at: seconds(run.createdAt),
		updated_at: seconds(attempt.updatedAt),
		actor: userJson(context, run.actor),
		run_attempt: attempt.number,
		referenced_workflows: [],
		run_started_at: seconds(attempt.startedAt),
		triggering_actor: userJson(context, attempt.actor),
		jobs_url: `${url}/jobs`,
		logs_url: `${url}/logs`,
		check_suite_url: `${repository.url}/check-suites/${run.id}`,
		artifacts_url: `${url}/artifacts`,
		cancel_url: `${url}/cancel`,
		rerun_url: `${url}/rerun`,
		previous_attempt_url: attempt.number > 1 ? `${url}/attempts/${attempt.number - 1}` : null,
		workflow_url: `${repository.url}/actions/workflows/${run.workflowId}`,
		head_commit: run.commit,
		repository,
		head_repository: repository,
	};
}

function pullsOf(context: Context, run: RunRecord, repositoryUrl: string) {
	const id = repositoryRecord(context, run.repository).id;
	const repo = { id, url: repositoryUrl, name: run.repository };
	return context.state.pulls
		.filter((pull) => pull.repository === run.repository && pull.branch === run.branch && !pull.closedAt)
		.map((pull) => ({
			url: `${repositoryUrl}/pulls/${pull.number}`,
			id: pull.id,
			number: pull.number,
			head: { ref: pull.branch, sha: pull.headSha, repo },
			base: { ref: "main", sha: pull.baseSha, repo },
		}));
}
