import { findOnCall } from "#server/access/on-call/find-on-call.ts";
import type { JudgedGate } from "./gate.ts";

/** Somebody is on call for the owning team at this moment. */
export const onCallGate: JudgedGate = {
	code: "on-call-present",
	weight: ({ production }) => (production ? "warn" : "off"),
	find: async ({ reader, place, now }) => {
		const { ownerTeamId } = place.service;
		if (!ownerTeamId) return { passes: false, params: { reason: "ownerless" } };
		const team = await reader.team.findUniqueOrThrow({
			where: { id: ownerTeamId },
			select: { name: true, title: true },
		});
		const { person, why, until } = await findOnCall(reader, ownerTeamId, now);
		const params = { team: team.name, owner: team.title, by: person?.name ?? "", reason: why };
		return { passes: person !== null, params: { ...params, ...(until && { until }) } };
	},
};
