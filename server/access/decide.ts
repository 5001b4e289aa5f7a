import type { Actor, Grant } from "#server/platform/actor.ts";
import { type Action, policy, type Role, type Rule, roles } from "./policy.ts";

/** What an action is about. `teamId: null` is a thing that no team owns. */
export type Scope = { teamId?: string | null; environment?: { name: string; production: boolean } };

export type Decision =
	| { allowed: true }
	| { allowed: false; code: "no-role" | "not-your-team" | "token-scope" | "machine" | "wall"; needs: readonly Role[] };

/** Whether an actor may do an action there, by the policy table alone. Pure. */
export function decide(actor: Actor, action: Action, scope: Scope): Decision {
	const rule: Rule = policy[action];
	switch (actor.kind) {
		case "wall":
			return { allowed: false, code: "wall", needs: rule.anyTeam };
		case "job":
		case "webhook":
		case "automation":
			return rule.machines ? { allowed: true } : { allowed: false, code: "machine", needs: rule.anyTeam };
		case "token":
			if (!actor.scopes.includes(rule.scope)) return { allowed: false, code: "token-scope", needs: rule.anyTeam };
			return decidePerson(actor, rule, scope);
		case "person":
			return decidePerson(actor, rule, scope);
	}
}

function decidePerson(actor: { teamIds: string[]; grants: Grant[] }, rule: Rule, scope: Scope): Decision {
	const held = rolesIn(actor.grants, scope);
	if (held.some((role) => rule.anyTeam.includes(role))) return { allowed: true };
	const needed = scope.environment?.production ? (rule.productionOwnTeam ?? rule.ownTeam) : rule.ownTeam;
	const ownTeam = scope.teamId === undefined || (scope.teamId !== null && actor.teamIds.includes(scope.teamId));
	if (!held.some((role) => needed.includes(role)))
		return { allowed: false, code: "no-role", needs: needed.length > 0 ? needed : rule.anyTeam };
	return ownTeam ? { allowed: true } : { allowed: false, code: "not-your-team", needs: rule.anyTeam };
}

/** The roles that someone holds for a thing: grants for every team and environment, and those for just these. */
export function rolesIn(grants: readonly Grant[], scope: Scope): Role[] {
	return grants
		.filter((grant) => grant.teamId === null || grant.teamId === scope.teamId)
		.filter((grant) => grant.environment === null || grant.environment === scope.environment?.name)
		.map(({ role }) => role)
		.filter((role): role is Role => roles.some((known) => known === role));
}
