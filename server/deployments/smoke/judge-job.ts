import type { JobObject } from "#server/connectors/kubernetes/job-object.ts";
import type { SmokeEnd } from "./end-smoke-run.ts";
import type { SmokeJob, SmokeResult } from "./schema.ts";

/** What a Job's pod shows. `lost`: the cluster ended it, as by an eviction, which says nothing of the version. */
export type Seen = Pick<SmokeJob, "pod" | "started" | "waiting" | "exitCode"> & { lost: string | null };
/** How a smoke test by a Job ended, and why, in the cluster's words where it has some. */
export type JobEnd = { code: SmokeResult["code"]; why: string; verb?: string; resource?: string };

/** What a Job and its pod come to; null while there is something to wait for. Pure. */
export function judgeJob(
	{ ended }: JobObject,
	{ started, waiting, exitCode, lost }: Seen,
	late: boolean,
): JobEnd | null {
	if (ended?.complete) return { code: "job-passed", why: "" };
	if (ended && ended.reason !== "DeadlineExceeded") {
		if (lost || exitCode === null) return { code: "job-lost", why: lost ?? "The pod of the Job is gone." };
		return { code: "job-failed", why: "" };
	}
	if (!ended && !late) return null;
	if (started) return { code: "job-too-slow", why: "" };
	return { code: "job-not-started", why: waiting ?? "The cluster gives no reason." };
}

/** The end of a smoke test, in the words of its row, its event and, where it speaks against the version, its deployment. */
export function tellJob(
	{ code, why, verb, resource }: JobEnd,
	{ name, exitCode }: SmokeJob,
	minutes: number,
): SmokeEnd {
	const said = why.slice(0, 500);
	const told = { name, why: said, verb: verb ?? null, resource: resource ?? null, exitCode, minutes };
	const result = { code, status: null, detail: said || null, attempts: 1 };
	if (code === "job-failed") return { result, told, failure: { code: "smoke-job-failed", name, exitCode } };
	if (code === "job-too-slow") return { result, told, failure: { code: "smoke-job-too-slow", name, minutes } };
	return { result, told, failure: null };
}
