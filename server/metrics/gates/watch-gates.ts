import { findPlaceToMeasure, type PlaceToMeasure } from "#server/deployments/place-to-measure.ts";
import { rollBackBecauseOfGate } from "#server/deployments/roll-back-automatically.ts";
import { automation } from "#server/platform/actor.ts";
import { config } from "#server/platform/config/load.ts";
import { db } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { log } from "#server/platform/log.ts";
import { repeat } from "#server/platform/repeat.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { readSignals } from "../read-signals.ts";
import { gateStep, judgeGate } from "./judge-gate.ts";
import { judgeQuery } from "./judge-query.ts";
import { keepFindings } from "./keep-findings.ts";
import { type GateFinding, type MetricGate, metricGatesSchema, type QueryGate, type SignalGate } from "./schema.ts";

const everyMs = 5_000;
const atOnce = 100;

/** Holds every deployment that is watched against the gates of its place, until `signal` aborts. */
export async function watchGates(signal: AbortSignal): Promise<void> {
	await repeat(signal, { everyMs, failed: "watching metric gates failed" }, () => watchOnce(new Date()));
}

/** One round over the deployments that are watched now; one that cannot be judged holds up no other. */
export async function watchOnce(now: Date): Promise<void> {
	const watched = await db().deployment.findMany({
		where: { kind: "deploy", status: "watching", rolledOutAt: { not: null }, rolledBackBy: null },
		include,
		orderBy: { rolledOutAt: "desc" },
		take: atOnce,
	});
	for (const deployment of watched) {
		await watch(deployment, now).catch((error: Error) =>
			log.warn({ deployment: deployment.id, error: error.message }, "judging metric gates failed"),
		);
	}
}

const include = {
	service: true,
	environment: true,
	artifact: { select: { version: true } },
	fromArtifact: { select: { version: true } },
} satisfies Prisma.DeploymentInclude;
type Watched = Prisma.DeploymentGetPayload<{ include: typeof include }>;

async function watch(deployment: Watched, now: Date): Promise<void> {
	const place = await findPlaceToMeasure(deployment);
	const gates = metricGatesSchema.safeParse(place?.metricGates).data ?? [];
	if (!place || gates.length === 0) return;
	const findings = await judgeAll(deployment, { gates, place, now });
	await keepFindings(deployment.id, findings, now);
	const failed = findings.find(({ state }) => state === "fail");
	if (failed) await fail(deployment, failed);
}

type About = { gates: MetricGate[]; place: PlaceToMeasure; now: Date };

/** What each gate finds that can be looked at now, in the order in which they were chosen. */
async function judgeAll(deployment: Watched, about: About): Promise<GateFinding[]> {
	const signals = about.gates.filter((gate) => gate.signal !== "query");
	const bySignal = signals.length > 0 ? await judge(deployment, { ...about, gates: signals }) : [];
	const found = await Promise.all(
		about.gates.map(async (gate) => {
			if (gate.signal === "query") return judgeByQuery(gate, deployment, about);
			return bySignal.find((one) => one.gate === gate) ?? null;
		}),
	);
	return found.filter((one) => one !== null);
}

/** The expression of the version now, and of the one before in the time before. */
async function judgeByQuery(gate: QueryGate, deployment: Watched, { place, now }: About): Promise<GateFinding | null> {
	const { startedAt, rolledOutAt, artifact, fromArtifact, digest, fromDigest } = deployment;
	if (!startedAt || !rolledOutAt) return null;
	const { namespace, workload } = place;
	const shared = { service: place.service.name, environment: place.environment.name, namespace, workload };
	return judgeQuery(gate, {
		before: {
			facts: { ...shared, version: fromArtifact?.version ?? null, digest: fromDigest },
			span: beforeSpan(startedAt),
		},
		after: {
			facts: { ...shared, version: artifact?.version ?? null, digest },
			span: spanOf(rolledOutAt, now),
		},
		sinceMs: now.getTime() - rolledOutAt.getTime(),
	});
}

/** After so long a gate has its points, unless the service is measured more seldom than their rates look back. */
const patienceMs = 60_000;
/** Long enough for a rate of a service that is measured every 30 s, as it is in many clusters. */
const wideSeconds = 120;

type BySignal = Omit<About, "gates"> & { gates: SignalGate[] };

/** What each gate on a signal finds; nothing while no Prometheus answers, which is no failure of the version. */
async function judge(deployment: Watched, about: BySignal): Promise<GateFinding[]> {
	const { rolledOutAt } = deployment;
	const findings = await judgeBy(deployment, about);
	const early = !rolledOutAt || about.now.getTime() - rolledOutAt.getTime() < patienceMs;
	if (early || findings.every(({ reason }) => reason === "within" || reason === "beyond")) return findings;
	const wide = await judgeBy(deployment, about, wideSeconds);
	return wide.map((found, index) => (findings[index]?.value === null ? found : (findings[index] ?? found)));
}

async function judgeBy(deployment: Watched, { gates, place, now }: BySignal, window?: number): Promise<GateFinding[]> {
	const { startedAt, rolledOutAt, service, environment } = deployment;
	if (!startedAt || !rolledOutAt) return [];
	const { namespaces } = place;
	const names = { service: service.name, environment: environment.name, namespaces, ...(window && { window }) };
	const [before, after] = await Promise.all([
		readSignals({ ...names, ...beforeSpan(startedAt) }),
		readSignals({ ...names, ...spanOf(rolledOutAt, now) }),
	]);
	if ([before, after].some(({ problem }) => problem !== null && problem.code !== "no-series")) return [];
	const sinceMs = now.getTime() - rolledOutAt.getTime();
	return gates.map((gate) => judgeGate(gate, { before: before.signals, after: after.signals, sinceMs }));
}

const spanOf = (from: Date, to: Date) => ({ start: onStep(from), end: onStep(to), step: gateStep });
const beforeSpan = (startedAt: Date) =>
	spanOf(new Date(startedAt.getTime() - config().WATCH_WINDOW_SECONDS * 1_000), startedAt);
const onStep = (date: Date) => Math.floor(date.getTime() / 1_000 / gateStep) * gateStep;

/** Per cent and milliseconds, with one decimal: as sentences say them. */
function asSaid(value: number | null, unit: GateFinding["unit"]): number | null {
	const factor = unit === "ratio" ? 100 : unit === "seconds" ? 1_000 : 1;
	return value === null ? null : Math.round(value * factor * 10) / 10;
}

/** Tells it once, and takes the version back where the place asks for that. */
async function fail({ id, serviceId, service, environment }: Watched, finding: GateFinding): Promise<void> {
	const type = "deployment.gate-failed";
	const { gate, value, limit, unit, reason } = finding;
	const subject = { kind: "deployment", id };
	await transaction(async (tx) => {
		if (await tx.loopEvent.findFirst({ where: { type, subjectKind: subject.kind, subjectId: id } })) return;
		await recordEvent(tx, {
			...{ type, actor: automation("observer"), subject, serviceId, teamId: service.ownerTeamId },
			data: {
				signal: gate.signal,
				title: gate.signal === "query" ? gate.title : null,
				code: reason,
				value: asSaid(value, unit),
				limit: asSaid(limit, unit),
				environment: environment.name,
			},
		});
	});
	await rollBackBecauseOfGate(id, gate.signal === "query" ? gate.title : gate.signal);
}
