import type { JudgedGate } from "./gate.ts";

/** The last rollback here, if there was one lately, has been seen to work. */
export const rollbackGate: JudgedGate = {
	code: "rollback-verified",
	weight: ({ production }) => (production ? "block" : "warn"),
	find: async ({ reader, place }) => {
		const last = await reader.deployment.findFirst({
			where: { serviceId: place.serviceId, environmentId: place.environmentId, status: { not: "superseded" } },
			orderBy: { requestedAt: "desc" },
		});
		if (last?.kind !== "rollback" || last.status === "succeeded") return { passes: true };
		return {
			passes: false,
			params: { id: last.id, status: last.status, ...(last.watchUntil && { until: last.watchUntil.toISOString() }) },
		};
	},
};
