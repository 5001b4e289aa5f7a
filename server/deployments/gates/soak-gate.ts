import type { JudgedGate } from "./gate.ts";

/** The same digest has run for as long as asked in an environment before this one. */
export const soakGate: JudgedGate = {
	code: "soaked",
	weight: () => "block",
	find: async ({ reader, place, digest, now }) => {
		const { soakMinutes, rank } = place.environment;
		if (soakMinutes === 0) return null;
		const rows = await reader.$queryRaw<{ name: string; minutes: number }[]>`
			select e.name, extract(epoch from (coalesce(
				(select min(n."startedAt") from "Deployment" n where n."serviceId" = d."serviceId"
					and n."environmentId" = d."environmentId" and n."startedAt" > d."rolledOutAt"),
				${now}) - d."rolledOutAt")) / 60 as minutes
			from "Deployment" d join "Environment" e on e.id = d."environmentId"
			where d."serviceId" = ${place.serviceId}::uuid and d.digest = ${digest} and e.rank < ${rank}
				and d."rolledOutAt" is not null and d.status in ('watching', 'succeeded', 'superseded')
			order by minutes desc limit 1`;
		const longest = rows[0];
		const minutes = Math.floor(Number(longest?.minutes ?? 0));
		return {
			passes: minutes >= soakMinutes,
			params: { minutes, wanted: soakMinutes, environment: longest?.name ?? null },
		};
	},
};
