/** What the sandbox's GitHub remembers besides its Git repositories. Times are ISO 8601 with milliseconds. */
export type State = {
	nextId: number;
	repositories: RepositoryRecord[];
	workflows: WorkflowRecord[];
	pulls: PullRecord[];
	runs: RunRecord[];
	deployments: DeploymentRecord[];
	comments: CommentRecord[];
	/** Services for which the fault `bad-version` has been carried out and not been mended yet. */
	struckServices: string[];
};

export type RepositoryRecord = { id: number; name: string; description: string; createdAt: string; pushedAt: string };

export type WorkflowRecord = { id: number; repository: string; path: string; createdAt: string };

export type PullRecord = {
	id: number;
	repository: string;
	number: number;
	title: string;
	body: string;
	branch: string;
	author: string;
	createdAt: string;
	updatedAt: string;
	closedAt: string | null;
	merged: { at: string; by: string; sha: string } | null;
	headSha: string;
	baseSha: string;
	/** None while it is not there. */
	labels?: string[];
};

export type Status = "queued" | "in_progress" | "completed";
export type Conclusion = "success" | "failure" | "cancelled" | "skipped";

export type StepRecord = {
	name: string;
	/** What `uses` or `run` says in the workflow; empty for the steps that every job has. */
	command: string;
	number: number;
	status: Status;
	conclusion: Conclusion | null;
	startedAt: string | null;
	completedAt: string | null;
	/** Lines of the log that only the run itself can know, such as the digest of a pushed image. */
	notes: string[];
};

export type JobRecord = {
	id: number;
	/** The job's key in the workflow file. */
	key: string;
	name: string;
	needs: string[];
	/** Its `if` says no. */
	excluded: boolean;
	status: Status;
	conclusion: Conclusion | null;
	/** Null while the jobs it needs have not ended: such a job is not listed yet. */
	createdAt: string | null;
	startedAt: string | null;
	completedAt: string | null;
	steps: StepRecord[];
};

export type AttemptRecord = {
	number: number;
	actor: string;
	status: Status;
	conclusion: Conclusion | null;
	startedAt: string;
	updatedAt: string;
	jobs: JobRecord[];
};

export type HeadCommit = {
	id: string;
	tree_id: string;
	message: string;
	timestamp: string;
	author: { name: string; email: string };
	committer: { name: string; email: string };
};

export type RunRecord = {
	id: number;
	repository: string;
	workflowId: number;
	path: string;
	name: string;
	number: number;
	event: "push" | "workflow_dispatch";
	branch: string;
	commit: HeadCommit;
	title: string;
	actor: string;
	inputs: Record<string, string>;
	createdAt: string;
	/** Never empty; the last one is what the run shows. */
	attempts: AttemptRecord[];
};

export type DeploymentRecord = {
	id: number;
	repository: string;
	sha: string;
	ref: string;
	task: string;
	environment: string;
	description: string | null;
	payload: Record<string, unknown>;
	creator: string;
	transient: boolean;
	production: boolean;
	createdAt: string;
	updatedAt: string;
	statuses: DeploymentStatusRecord[];
};

export type CommentRecord = {
	id: number;
	repository: string;
	/** Of the pull request. */
	number: number;
	author: string;
	body: string;
	createdAt: string;
	updatedAt: string;
};

export type DeploymentStatusRecord = {
	id: number;
	state: string;
	description: string;
	logUrl: string;
	environment: string;
	environmentUrl: string;
	creator: string;
	createdAt: string;
};
