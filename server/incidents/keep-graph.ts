import { alignRange } from "#server/metrics/get-signals.ts";
import { readSignals } from "#server/metrics/read-signals.ts";
import { db } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";

const beforeSeconds = 15 * 60;
const afterSeconds = 5 * 60;
const longestSeconds = 6 * 3_600;

/**
 * Keeps the golden signals from a quarter of an hour before an incident until now, or until five minutes after its end.
 * Throws while Prometheus does not answer, so that the job is tried again; what was kept before stays.
 */
export async function keepGraph(incidentId: string): Promise<void> {
	const incident = await db().incident.findUnique({
		where: { id: incidentId },
		include: { service: { select: { name: true } }, environment: { select: { name: true } } },
	});
	if (!incident) return;
	const { serviceId, environmentId, service, environment, startedAt, resolvedAt } = incident;
	const place = await db().serviceEnvironment.findFirst({
		where: { serviceId, environmentId },
		select: { targets: { select: { namespace: true } } },
	});
	const onset = startedAt.getTime() / 1_000;
	const until = resolvedAt ? resolvedAt.getTime() / 1_000 + afterSeconds : Number.POSITIVE_INFINITY;
	const now = Date.now() / 1_000;
	const end = Math.min(until, onset + longestSeconds, now);
	const range = alignRange({ start: Math.floor(onset - beforeSeconds), end: Math.ceil(end), width: 600 }, now);
	const answer = await readSignals({
		service: service.name,
		environment: environment.name,
		namespaces: [...new Set(place?.targets.map(({ namespace }) => namespace))],
		...range,
	});
	if (answer.problem?.code === "prometheus-away") throw new Error(answer.problem.message);
	if (answer.problem) return;
	const signals = answer.signals.map(({ name, unit, lines }) => ({ name, unit, lines }));
	await transaction(async (tx) => {
		await tx.incident.update({
			where: { id: incidentId },
			data: { graph: { start: range.start, end: range.end, signals } },
		});
		await touch(tx, [`incident:${incidentId}`, "incidents"]);
	});
}
