import type { Actor } from "#server/platform/actor.ts";
import { decide } from "./decide.ts";
import { type Action, policy, type Rule } from "./policy.ts";
import type { Permission } from "./schema.ts";

const someTeam = "some-team";
const production = { name: "production", production: true };

/** What an actor may do and why, row by row of the policy table: the same decision that every verb asks for. */
export function listPermissions(actor: Actor): Permission[] {
	const own = actor.kind === "person" || actor.kind === "token" ? actor.teamIds[0] : undefined;
	return (Object.keys(policy) as Action[]).map((action) => {
		const rule: Rule = policy[action];
		const anywhere = decide(actor, action, { teamId: someTeam }).allowed;
		const ownTeam = own !== undefined && decide(actor, action, { teamId: own }).allowed;
		return {
			action,
			reach: anywhere ? "everywhere" : ownTeam ? "own" : "none",
			production: decide(actor, action, { teamId: anywhere ? someTeam : (own ?? null), environment: production })
				.allowed,
			ownTeam: [...rule.ownTeam],
			anyTeam: [...rule.anyTeam],
			scope: rule.scope,
		};
	});
}
