import { organisation } from "../../company/company.ts";
import type { Context } from "../context.ts";
import type { AttemptRecord, JobRecord, RunRecord, StepRecord } from "../state/types.ts";
import { runUrls } from "./run-json.ts";
import { nodeId, seconds } from "./user-json.ts";

/** Where a job is found: the run, and the attempt it belongs to. */
export type FoundJob = { run: RunRecord; attempt: AttemptRecord; job: JobRecord };

/** GitHub's "job". */
export function jobJson(context: Context, { run, attempt, job }: FoundJob) {
	const urls = runUrls(context, run);
	const api = `${context.apiUrl}/repos/${organisation}/${run.repository}`;
	const created = job.createdAt ?? attempt.startedAt;
	const onRunner = job.status !== "queued" && job.conclusion !== "skipped";
	return {
		id: job.id,
		run_id: run.id,
		workflow_name: run.name,
		head_branch: run.branch,
		run_url: urls.url,
		run_attempt: attempt.number,
		node_id: nodeId("CR", job.id),
		head_sha: run.commit.id,
		url: `${api}/actions/jobs/${job.id}`,
		html_url: `${urls.html_url}/job/${job.id}`,
		status: job.status,
		conclusion: job.conclusion,
		created_at: seconds(created),
		started_at: seconds(job.startedAt ?? created),
		completed_at: job.completedAt && seconds(job.completedAt),
		name: job.name,
		steps: onRunner ? job.steps.map(stepJson) : [],
		check_run_url: `${api}/check-runs/${job.id}`,
		labels: ["ubuntu-latest"],
		runner_id: onRunner ? 1 + (job.id % 4) : null,
		runner_name: onRunner ? `GitHub Actions ${1 + (job.id % 4)}` : null,
		runner_group_id: onRunner ? 0 : null,
		runner_group_name: onRunner ? "GitHub Actions" : null,
	};
}

function stepJson(step: StepRecord) {
	const { name, status, conclusion, number } = step;
	return {
		...{ name, status, conclusion, number },
		started_at: step.startedAt && seconds(step.startedAt),
		completed_at: step.completedAt && seconds(step.completedAt),
	};
}

/** GitHub's "check run" of a job: every job of a workflow is one. */
export function checkRunJson(context: Context, found: FoundJob) {
	const job = jobJson(context, found);
	return {
		id: job.id,
		name: job.name,
		node_id: job.node_id,
		head_sha: job.head_sha,
		external_id: `${job.id}`,
		url: job.check_run_url,
		html_url: job.html_url,
		details_url: job.html_url,
		status: job.status,
		conclusion: job.conclusion,
		started_at: job.started_at,
		completed_at: job.completed_at,
		output: {
			title: null,
			summary: null,
			text: null,
			annotations_count: 0,
			annotations_url: `${job.check_run_url}/annotations`,
		},
		check_suite: { id: found.run.id },
		app: null,
		pull_requests: [],
	};
}
