import type { JudgedGate } from "./gate.ts";

/** No incident below critical is open here; the critical ones have a gate of their own. */
export const openIncidentGate: JudgedGate = {
	code: "no-open-incident",
	weight: () => "warn",
	find: async ({ reader, place }) => {
		const open = await reader.incident.findFirst({
			where: {
				serviceId: place.serviceId,
				environmentId: place.environmentId,
				severity: { not: "critical" },
				resolvedAt: null,
			},
			orderBy: { startedAt: "desc" },
		});
		return open ? { passes: false, params: { number: open.number, id: open.id } } : { passes: true };
	},
};
