import { type Evidence, type Station, type StationName, type StationState, stationNames } from "../schema.ts";
import { asEvidence, describeThing } from "./describe.ts";
import type { Thing } from "./things.ts";

/** Where a digest runs at this moment, and how it is there. */
export type Running = { digest: string; environment: string; status: string; at: string | null };

type Judged = { state: StationState; at: Date | null; thing: Thing | null };
/** `later`: how far the subject's work got with images that succeed its own; deployments and running images, none of them in `things`. */
export type Facts = { things: Thing[]; later: Thing[]; running: Running[]; heldDigests: Set<string> };

/** The eight stations of a subject, from the things on its thread. Pure. */
export function judgeStations(facts: Facts): Station[] {
	return stationNames.map((name) => {
		const judged = judges[name](facts);
		const worst = pickState(judged.map(({ state }) => state));
		const shown = judged.filter(({ state }) => state === worst);
		const latest = shown.reduce<Date | null>((at, one) => (one.at && (!at || one.at > at) ? one.at : at), null);
		return { state: worst, at: latest?.toISOString() ?? null, evidence: evidenceOf(shown) };
	});
}

function evidenceOf(judged: Judged[]): Evidence[] {
	return judged
		.toSorted((a, b) => (b.at?.getTime() ?? 0) - (a.at?.getTime() ?? 0))
		.slice(0, 4)
		.flatMap(({ thing }) => {
			const node = thing && describeThing(thing);
			return node ? [asEvidence(node)] : [];
		});
}

/** Trouble first, then what moves, then what waits, then what is done. */
function pickState(states: StationState[]): StationState {
	return (["failed", "running", "waiting", "done"] as const).find((state) => states.includes(state)) ?? "none";
}

const latestOf = <T extends { at: Date | null }>(all: T[]): T[] => {
	const newest = all.toSorted((a, b) => (b.at?.getTime() ?? 0) - (a.at?.getTime() ?? 0))[0];
	return newest ? [newest] : [];
};

const judges: Record<StationName, (facts: Facts) => Judged[]> = {
	plan: ({ things }) =>
		things.flatMap((thing) => (thing.item ? [{ state: itemState(thing.item), at: thing.item.updatedAt, thing }] : [])),
	code: ({ things }) => {
		const requests = things.flatMap((thing): Judged[] =>
			thing.pullRequest
				? [
						{
							state:
								thing.pullRequest.state === "open" ? "running" : thing.pullRequest.state === "merged" ? "done" : "none",
							at: thing.pullRequest.mergedAt ?? thing.pullRequest.createdAt,
							thing,
						},
					]
				: [],
		);
		const commits = things.flatMap((thing): Judged[] =>
			thing.commit ? [{ state: "done", at: thing.commit.authoredAt, thing }] : [],
		);
		return [...requests, ...commits];
	},
	build: ({ things }) =>
		latestOf(
			things.flatMap((thing) =>
				thing.run && !operates(thing)
					? [
							{
								state: runState(thing.run.status, thing.run.conclusion),
								at: thing.run.completedAt ?? thing.run.createdAt,
								thing,
							},
						]
					: [],
			),
		),
	test: ({ things }) => latestOf(things.flatMap((thing) => testsOf(thing))),
	release: ({ things, heldDigests }) =>
		latestOf(
			things.flatMap((thing): Judged[] =>
				thing.artifact
					? [{ state: heldDigests.has(thing.artifact.digest) ? "failed" : "done", at: thing.artifact.createdAt, thing }]
					: [],
			),
		),
	deploy: ({ things, later }) => latestPerEnvironment([...things, ...later]),
	operate: ({ things, later, running }) => [...operating([...things, ...later], running), ...actedOn(things)],
	monitor: ({ things, later, running }) => monitoring([...things, ...later], running),
};

function itemState(item: NonNullable<Thing["item"]>): StationState {
	if (item.triage === "declined" || item.triage === "duplicate") return "none";
	if (item.state === "done") return "done";
	return item.state === "in_progress" || item.state === "in_review" ? "running" : "waiting";
}

function runState(status: string, conclusion: string | null): StationState {
	if (status === "completed")
		return conclusion === "success"
			? "done"
			: conclusion === "cancelled" || conclusion === "skipped"
				? "none"
				: "failed";
	return status === "queued" ? "waiting" : "running";
}

function testsOf(thing: Thing): Judged[] {
	if (operates(thing)) return [];
	const tests = thing.run?.jobs.filter(({ name }) => /test|spec|lint|check/i.test(name)) ?? [];
	if (tests.length === 0) return [];
	const state = pickState(tests.map((job) => runState(job.status, job.conclusion)));
	return [{ state, at: thing.run?.completedAt ?? thing.run?.createdAt ?? null, thing }];
}

function deploymentState(status: string): StationState {
	if (status === "requested") return "waiting";
	if (status === "applying" || status === "rolling") return "running";
	return status === "failed" || status === "rolled_back" ? "failed" : "done";
}

function latestPerEnvironment(things: Thing[]): Judged[] {
	const byEnvironment = new Map<string, Judged>();
	for (const thing of things) {
		const { deployment } = thing;
		if (!deployment || deployment.status === "superseded") continue;
		const place = `${deployment.serviceId} ${deployment.environmentId}`;
		const known = byEnvironment.get(place);
		if (known?.at && known.at > deployment.requestedAt) continue;
		byEnvironment.set(place, {
			state: deploymentState(deployment.status),
			at: deployment.requestedAt,
			thing,
		});
	}
	return [...byEnvironment.values()];
}

const health: Record<string, StationState> = {
	healthy: "done",
	progressing: "running",
	waiting: "waiting",
	degraded: "failed",
	failing: "failed",
	paused: "waiting",
};

function operating(things: Thing[], running: Running[]): Judged[] {
	return things.flatMap((thing): Judged[] => {
		if (!thing.artifact) return [];
		return running
			.filter(({ digest }) => digest === thing.artifact?.digest)
			.map(({ status, at }) => ({ state: health[status] ?? "none", at: at ? new Date(at) : null, thing }));
	});
}

/** Whether a run acts on what runs: it builds nothing. */
const operates = ({ run }: Thing): boolean => run?.request?.operates ?? false;

/** What people did by runbooks. One that failed is told by its incident, which it has not ended. */
function actedOn(things: Thing[]): Judged[] {
	return things.flatMap((thing): Judged[] => {
		if (!thing.run || !operates(thing)) return [];
		const state = runState(thing.run.status, thing.run.conclusion);
		return state === "failed" ? [] : [{ state, at: thing.run.completedAt ?? thing.run.createdAt, thing }];
	});
}

function monitoring(things: Thing[], running: Running[]): Judged[] {
	const incidents = things.flatMap((thing): Judged[] =>
		thing.incident
			? [
					{
						state: thing.incident.resolvedAt ? "done" : "failed",
						at: thing.incident.resolvedAt ?? thing.incident.startedAt,
						thing,
					},
				]
			: [],
	);
	const alerts = things.flatMap((thing): Judged[] =>
		thing.alert ? [{ state: thing.alert.endsAt ? "done" : "failed", at: thing.alert.startsAt, thing }] : [],
	);
	const watched = things.flatMap((thing): Judged[] => {
		const { deployment } = thing;
		if (!deployment || !running.some(({ digest }) => digest === deployment.digest)) return [];
		if (deployment.status === "watching") return [{ state: "running", at: deployment.rolledOutAt, thing }];
		return deployment.status === "succeeded" ? [{ state: "done", at: deployment.finishedAt, thing }] : [];
	});
	return [...incidents, ...alerts, ...watched];
}
