import type { Marker, Signals } from "#server/metrics/schema.ts";
import { db } from "#server/platform/database.ts";

/** The signals with the incidents of that place marked on them, newest first, at most 50. */
export async function withIncidentMarkers(signals: Signals): Promise<Signals> {
	const { service, environment, start, end } = signals;
	const rows = await db().incident.findMany({
		where: {
			service: { name: service },
			environment: { name: environment },
			startedAt: { lte: new Date(end * 1_000) },
			OR: [{ resolvedAt: null }, { resolvedAt: { gte: new Date(start * 1_000) } }],
		},
		select: { id: true, number: true, status: true, startedAt: true, resolvedAt: true },
		orderBy: { startedAt: "desc" },
		take: 50,
	});
	const markers: Marker[] = rows.map(({ id, number, status, startedAt, resolvedAt }) => ({
		id,
		kind: "incident",
		at: startedAt.toISOString(),
		end: resolvedAt?.toISOString() ?? null,
		label: `#${number}`,
		status,
		href: `/incidents/${number}`,
	}));
	return { ...signals, markers: [...signals.markers, ...markers] };
}
