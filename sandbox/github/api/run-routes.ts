import { rerun } from "../actions/rerun.ts";
import { tokenLogin } from "../context.ts";
import { checkRunJson, type FoundJob, jobJson } from "../json/job-json.ts";
import { latestAttempt, runJson } from "../json/run-json.ts";
import type { AttemptRecord, RunRecord } from "../state/types.ts";
import { existingCommit } from "./git-routes.ts";
import { signedLogUrl } from "./log-link.ts";
import { counted } from "./pages.ts";
import { type ApiAnswer, ApiError, notFound, ok, type RepositoryRequest } from "./request.ts";
import type { Routes } from "./router.ts";
import { runFits } from "./run-filters.ts";

export const runRoutes: Routes<RepositoryRequest> = {
	"GET /actions/runs": (request) => {
		const all = own(request).filter((run) => runFits(run, request.query));
		return counted(request, { name: "workflow_runs", all: all.reverse() }, (run) => runJson(request.context, run));
	},
	"GET /actions/runs/:run": (request) => ok(runJson(request.context, find(request))),
	"GET /actions/runs/:run/attempts/:attempt": (request) => {
		const run = find(request);
		return ok(runJson(request.context, run, findAttempt(request, run)));
	},
	"GET /actions/runs/:run/jobs": (request) => {
		const run = find(request);
		const attempts = request.query.get("filter") === "all" ? run.attempts : [latestAttempt(run)];
		return jobs(request, run, attempts);
	},
	"GET /actions/runs/:run/attempts/:attempt/jobs": (request) => {
		const run = find(request);
		return jobs(request, run, [findAttempt(request, run)]);
	},
	"GET /actions/jobs/:job": (request) => ok(jobJson(request.context, findJob(request))),
	"GET /actions/jobs/:job/logs": (request) => {
		const location = signedLogUrl(request.context, findJob(request).job.id, new Date());
		return { status: 302, headers: { location } };
	},
	"POST /actions/runs/:run/cancel": (request) => {
		const controller = request.context.running.get(find(request).id);
		if (!controller) throw new ApiError(409, "Cannot cancel a workflow run that is completed.");
		controller.abort();
		return { status: 202, body: {} };
	},
	"POST /actions/runs/:run/rerun": (request) => again(request, false),
	"POST /actions/runs/:run/rerun-failed-jobs": (request) => again(request, true),
	"GET /commits/:ref/check-runs": async (request) => {
		const sha = await existingCommit(request, request.params.ref ?? "");
		const all = own(request)
			.filter((run) => run.commit.id === sha)
			.flatMap((run) => visibleJobs(run, [latestAttempt(run)]));
		return counted(request, { name: "check_runs", all }, (found) => checkRunJson(request.context, found));
	},
};

function own(request: RepositoryRequest): RunRecord[] {
	return request.context.state.runs.filter((run) => run.repository === request.repository.name);
}

function find(request: RepositoryRequest): RunRecord {
	const found = own(request).find((run) => String(run.id) === request.params.run);
	if (!found) throw notFound();
	return found;
}

function findAttempt(request: RepositoryRequest, run: RunRecord): AttemptRecord {
	const found = run.attempts.find((attempt) => String(attempt.number) === request.params.attempt);
	if (!found) throw notFound();
	return found;
}

function findJob(request: RepositoryRequest): FoundJob {
	const all = own(request).flatMap((run) => visibleJobs(run, run.attempts));
	const found = all.find(({ job }) => String(job.id) === request.params.job);
	if (!found) throw notFound();
	return found;
}

/** The jobs that GitHub shows: those whose turn has come. */
function visibleJobs(run: RunRecord, attempts: AttemptRecord[]): FoundJob[] {
	return attempts.flatMap((attempt) =>
		attempt.jobs.filter((job) => job.createdAt !== null).map((job) => ({ run, attempt, job })),
	);
}

function jobs(request: RepositoryRequest, run: RunRecord, attempts: AttemptRecord[]): ApiAnswer {
	const all = visibleJobs(run, attempts);
	return counted(request, { name: "jobs", all }, (found) => jobJson(request.context, found));
}

async function again(request: RepositoryRequest, onlyFailed: boolean): Promise<ApiAnswer> {
	const run = find(request);
	if (!(await rerun(request.context, run, { actor: tokenLogin, onlyFailed }))) {
		throw new ApiError(403, `Unable to re-run this workflow run ${run.id}: it is still moving or its file is gone.`);
	}
	return { status: 201, body: {} };
}
