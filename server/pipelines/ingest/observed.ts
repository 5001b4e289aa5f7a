import type { GitHubCommit, GitHubJob, GitHubPull, GitHubRun } from "#server/connectors/github/shapes.ts";

export type RunStatus = "queued" | "in_progress" | "completed";

/** A run as it was seen, with the times of the outside world. */
export type ObservedRun = {
	externalId: bigint;
	workflowExternalId: bigint | null;
	attempt: number;
	number: number;
	name: string;
	event: string;
	branch: string | null;
	headSha: string;
	status: RunStatus;
	conclusion: string | null;
	actorLogin: string | null;
	url: string;
	createdAt: Date;
	startedAt: Date | null;
	completedAt: Date | null;
	updatedAt: Date;
};

export type ObservedStep = {
	number: number;
	name: string;
	status: string;
	conclusion: string | null;
	startedAt: string | null;
	completedAt: string | null;
};

export type ObservedJob = {
	externalId: bigint;
	attempt: number;
	name: string;
	status: RunStatus;
	conclusion: string | null;
	startedAt: Date | null;
	completedAt: Date | null;
	url: string | null;
	steps: ObservedStep[];
};

export type ObservedCommit = {
	sha: string;
	message: string;
	authorName: string;
	authorLogin: string | null;
	authoredAt: Date;
	/** When it reached the repository, as far as anyone knows: the committer's date. */
	pushedAt: Date;
	parents: string[];
	url: string;
};

export type ObservedPull = {
	number: number;
	title: string;
	state: "open" | "closed" | "merged";
	draft: boolean;
	headRef: string;
	headSha: string;
	baseRef: string;
	mergeSha: string | null;
	labels: string[];
	authorLogin: string | null;
	url: string;
	createdAt: Date;
	mergedAt: Date | null;
	closedAt: Date | null;
	updatedAt: Date;
};

/** GitHub knows more ways of waiting than there are for a reader: requested, waiting and pending are queued. */
export function statusOf(status: string | null): RunStatus {
	return status === "completed" || status === "in_progress" ? status : "queued";
}

export function observedRun(run: GitHubRun): ObservedRun {
	const status = statusOf(run.status);
	return {
		externalId: BigInt(run.id),
		workflowExternalId: BigInt(run.workflow_id),
		attempt: run.run_attempt,
		number: run.run_number,
		name: run.display_title || run.name || `#${run.run_number}`,
		event: run.event,
		branch: run.head_branch ?? null,
		headSha: run.head_sha,
		status,
		conclusion: run.conclusion ?? null,
		actorLogin: run.triggering_actor?.login ?? run.actor?.login ?? null,
		url: run.html_url,
		createdAt: run.created_at,
		startedAt: run.run_started_at,
		// GitHub gives a run no time of completion; its last change is that.
		completedAt: status === "completed" ? run.updated_at : null,
		updatedAt: run.updated_at,
	};
}

export function observedJob(job: GitHubJob): ObservedJob {
	return {
		externalId: BigInt(job.id),
		attempt: job.run_attempt,
		name: job.name,
		status: statusOf(job.status),
		conclusion: job.conclusion ?? null,
		startedAt: job.started_at,
		completedAt: job.completed_at,
		url: job.html_url ?? null,
		steps: (job.steps ?? []).map((step) => ({
			number: step.number,
			name: step.name,
			status: statusOf(step.status),
			conclusion: step.conclusion ?? null,
			startedAt: step.started_at?.toISOString() ?? null,
			completedAt: step.completed_at?.toISOString() ?? null,
		})),
	};
}

export function observedCommit({ sha, commit, author, parents, html_url: url }: GitHubCommit): ObservedCommit {
	const authoredAt = commit.author?.date ?? commit.committer?.date ?? new Date(0);
	return {
		sha,
		message: commit.message.slice(0, 10_000),
		authorName: commit.author?.name ?? "",
		authorLogin: author?.login ?? null,
		authoredAt,
		pushedAt: commit.committer?.date ?? authoredAt,
		parents: parents.map((parent) => parent.sha),
		url,
	};
}

export function observedPull(pull: GitHubPull): ObservedPull {
	return {
		number: pull.number,
		title: pull.title,
		state: pull.merged_at ? "merged" : pull.state,
		draft: pull.draft ?? false,
		headRef: pull.head.ref,
		headSha: pull.head.sha,
		baseRef: pull.base.ref,
		mergeSha: pull.merged_at ? (pull.merge_commit_sha ?? null) : null,
		labels: (pull.labels ?? []).map(({ name }) => name.slice(0, 100)).slice(0, 100),
		authorLogin: pull.user?.login ?? null,
		url: pull.html_url,
		createdAt: pull.created_at,
		mergedAt: pull.merged_at,
		closedAt: pull.closed_at,
		updatedAt: pull.updated_at,
	};
}
