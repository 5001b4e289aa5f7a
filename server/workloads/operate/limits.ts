import type { Grant } from "#server/platform/actor.ts";

/** How many pods a role may ask for at most, and whether it may scale to none in production. */
const limits: Record<string, { most: number; noneInProduction: boolean }> = {
	developer: { most: 10, noneInProduction: false },
	lead: { most: 20, noneInProduction: false },
	devops: { most: 500, noneInProduction: true },
	admin: { most: 1_000, noneInProduction: true },
};

/** The widest limits among someone's roles; machines have none of their own and are bound as a lead is. */
export function scaleLimits(grants: readonly Grant[] | null): { most: number; noneInProduction: boolean } {
	const held = grants ? grants.map(({ role }) => limits[role]).filter((one) => one !== undefined) : [limits.lead];
	return {
		most: Math.max(0, ...held.map((one) => one?.most ?? 0)),
		noneInProduction: held.some((one) => one?.noneInProduction),
	};
}
