import { describe, expect, it } from "vitest";
import type { Actor } from "#server/platform/actor.ts";
import { decide } from "./decide.ts";
import { type Action, policy, type Role, type Rule, roles } from "./policy.ts";

const actions = Object.keys(policy) as Action[];
const production = { name: "production", production: true };
const staging = { name: "staging", production: false };
const person = (role: Role, over: Partial<Extract<Actor, { kind: "person" }>> = {}): Actor => ({
	kind: "person",
	id: "p",
	login: "p",
	name: "P",
	teamIds: ["own"],
	grants: [{ role, teamId: null, environment: null }],
	sessionId: "s",
	...over,
});

describe("decide (R53)", () => {
	const cases = actions.flatMap((action) => roles.map((role) => [action, role] as const));

	it.each(cases)("%s by a %s equals the table", (action, role) => {
		const rule: Rule = policy[action];
		const anywhere = rule.anyTeam.includes(role);
		const inProduction = rule.productionOwnTeam ?? rule.ownTeam;
		expect(decide(person(role), action, { teamId: "other", environment: staging }).allowed).toBe(anywhere);
		expect(decide(person(role), action, { teamId: "own", environment: staging }).allowed).toBe(
			anywhere || rule.ownTeam.includes(role),
		);
		expect(decide(person(role), action, { teamId: "own", environment: production }).allowed).toBe(
			anywhere || inProduction.includes(role),
		);
		expect(decide(person(role), action, { teamId: null }).allowed).toBe(anywhere);
	});

	it.each(actions)("%s is never for a wall screen", (action) => {
		expect(decide({ kind: "wall", id: "w", teamId: "own" }, action, { teamId: "own" }).allowed).toBe(false);
	});

	it.each(actions)("%s needs its scope on a token", (action) => {
		const { sessionId: _, ...admin } = person("admin") as Extract<Actor, { kind: "person" }>;
		const token = (scopes: string[]): Actor => ({ ...admin, kind: "token", personId: "p", scopes });
		expect(decide(token([policy[action].scope]), action, { teamId: "other" }).allowed).toBe(true);
		expect(decide(token([]), action, { teamId: "other" })).toMatchObject({ allowed: false, code: "token-scope" });
	});

	it("holds a role to the environment and the team it was given for", () => {
		const grants = [{ role: "devops", teamId: "own", environment: "staging" }];
		const actor = person("viewer", { grants });
		expect(decide(actor, "deployment.request", { teamId: "own", environment: staging }).allowed).toBe(true);
		expect(decide(actor, "deployment.request", { teamId: "own", environment: production }).allowed).toBe(false);
		expect(decide(actor, "deployment.request", { teamId: "other", environment: staging }).allowed).toBe(false);
	});

	it("says why not", () => {
		expect(decide(person("viewer"), "deployment.request", { teamId: "own", environment: staging })).toMatchObject({
			code: "no-role",
		});
		expect(decide(person("developer"), "deployment.request", { teamId: "other", environment: staging })).toMatchObject({
			code: "not-your-team",
			needs: ["devops", "admin"],
		});
	});
});
