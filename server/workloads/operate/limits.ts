import { rolesIn, type Scope } from "#server/access/decide.ts";
import type { Role } from "#server/access/policy.ts";
import type { Actor } from "#server/platform/actor.ts";

type Limits = { most: number; noneInProduction: boolean };

/** How many pods a role may ask for at most, and whether it may scale to none in production. */
const limits: Record<Role, Limits> = {
	viewer: { most: 0, noneInProduction: false },
	developer: { most: 10, noneInProduction: false },
	lead: { most: 20, noneInProduction: false },
	devops: { most: 500, noneInProduction: true },
	admin: { most: 1_000, noneInProduction: true },
};

/** The widest limits among the roles that someone holds for this thing; machines are bound as a lead is. Pure. */
export function scaleLimits(actor: Actor, scope: Scope): Limits {
	const roles: Role[] = "grants" in actor ? rolesIn(actor.grants, scope) : ["lead"];
	return {
		most: Math.max(0, ...roles.map((role) => limits[role].most)),
		noneInProduction: roles.some((role) => limits[role].noneInProduction),
	};
}
