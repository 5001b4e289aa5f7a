import { expect, it } from "vitest";
import type { Actor, Grant } from "#server/platform/actor.ts";
import { scaleLimits } from "./limits.ts";

const payments = { teamId: "payments", environment: { name: "production", production: true } };
const someone = (...grants: Grant[]): Actor => ({
	...{ kind: "person", id: "p", login: "p", name: "P", sessionId: "s" },
	teamIds: ["payments", "orders"],
	grants,
});

it.each([
	["a developer everywhere", [{ role: "developer", teamId: null, environment: null }], 10, false],
	["an operator of another team", [{ role: "devops", teamId: "orders", environment: null }], 0, false],
	["an operator of another environment only", [{ role: "devops", teamId: null, environment: "staging" }], 0, false],
	["an operator of this team", [{ role: "devops", teamId: "payments", environment: null }], 500, true],
	["a viewer", [{ role: "viewer", teamId: null, environment: null }], 0, false],
])("%s has the limits of the roles held here", (...[, grants, most, noneInProduction]) => {
	expect(scaleLimits(someone(...grants), payments)).toEqual({ most, noneInProduction });
});

it("a machine is bound as a lead is", () => {
	expect(scaleLimits({ kind: "automation", id: "scaler" }, payments)).toEqual({ most: 20, noneInProduction: false });
});
