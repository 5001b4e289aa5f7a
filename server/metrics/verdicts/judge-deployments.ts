import { automation } from "#server/platform/actor.ts";
import { config } from "#server/platform/config/load.ts";
import { db } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { repeat } from "#server/platform/repeat.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { readSignals } from "../read-signals.ts";
import { judgeAll, measuresOf } from "./judge-measures.ts";
import { type Span, settleMs, windowsOf } from "./windows.ts";

const everyMs = 10_000;
/** Prometheus keeps about as long; what is older without a verdict never gets one. */
const oldestMs = 14 * 24 * 3_600_000;
const atOnce = 10;
const step = 20;

const include = {
	environment: true,
	service: true,
} satisfies Prisma.DeploymentInclude;
type Judged = Prisma.DeploymentGetPayload<{ include: typeof include }>;

/** Gives every deployment its verdict once the window after it has passed, until `signal` aborts. */
export async function judgeDeployments(signal: AbortSignal): Promise<void> {
	await repeat(signal, { everyMs, failed: "judging deployments failed" }, () => judgeDue(new Date()));
}

/** One round: the newest first, since those are looked at. What Prometheus cannot answer now is left for the next round. */
export async function judgeDue(now: Date): Promise<void> {
	const windowMs = config().WATCH_WINDOW_SECONDS * 1_000;
	const over = new Date(now.getTime() - windowMs - settleMs);
	const due = await db().deployment.findMany({
		where: {
			...{ verdict: null, kind: { in: ["deploy", "rollback", "external"] } },
			// What was told of a past that nobody watched has no generation, and nothing to be judged by.
			generation: { not: null },
			startedAt: { not: null, gt: new Date(now.getTime() - oldestMs) },
			OR: [{ rolledOutAt: { lte: over } }, { rolledOutAt: null, finishedAt: { lte: over } }],
		},
		include,
		orderBy: { requestedAt: "desc" },
		take: atOnce,
	});
	for (const deployment of due) await judge(deployment, windowMs);
}

async function judge(deployment: Judged, windowMs: number): Promise<void> {
	const windows = windowsOf(deployment, windowMs);
	if (!windows) return;
	const targets = await db().deploymentTarget.findMany({
		where: { serviceEnvironment: { serviceId: deployment.serviceId, environmentId: deployment.environmentId } },
		select: { namespace: true },
	});
	const place = {
		...{ service: deployment.service.name, environment: deployment.environment.name, step },
		namespaces: [...new Set(targets.map(({ namespace }) => namespace))],
	};
	const [before, after] = await Promise.all([
		readSignals({ ...place, ...unixSpan(windows.before) }),
		readSignals({ ...place, ...unixSpan(windows.after) }),
	]);
	if ([before, after].some(({ problem }) => problem !== null && problem.code !== "no-series")) return;
	const measures = measuresOf(before.signals, after.signals);
	const state = judgeAll(measures);
	const { id: deploymentId, serviceId } = deployment;
	await transaction(async (tx) => {
		const { count } = await tx.verdict.createMany({
			data: [
				{
					...{ deploymentId, state, measures },
					...{ beforeFrom: windows.before.from, beforeTo: windows.before.to },
					...{ afterFrom: windows.after.from, afterTo: windows.after.to },
				},
			],
			skipDuplicates: true,
		});
		if (count === 0 || state === "inconclusive") return;
		await recordEvent(tx, {
			type: "deployment.judged",
			actor: automation("observer"),
			subject: { kind: "deployment", id: deploymentId },
			serviceId,
			teamId: deployment.service.ownerTeamId,
			data: { state, environment: deployment.environment.name, environmentId: deployment.environmentId },
		});
	});
}

const unixSpan = ({ from, to }: Span) => ({
	start: Math.floor(from.getTime() / 1_000),
	end: Math.floor(to.getTime() / 1_000),
});
