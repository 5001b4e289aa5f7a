import { loadFacts } from "../readiness/load-facts.ts";
import { type Facts, judgeRules } from "../readiness/rules.ts";
import type { JudgedGate } from "./gate.ts";

/** No rule of production readiness fails here. What cannot be told speaks against nothing. */
export const readinessGate: JudgedGate = {
	code: "readiness-rules",
	weight: ({ production }) => (production ? "warn" : "off"),
	find: async ({ reader, place, digest }) => {
		const judged = judgeRules(withDigest(await loadFacts(reader, place), digest));
		const failing = judged.filter(({ state }) => state === "fail").map(({ code }) => code);
		const params = { count: failing.length, of: judged.length, service: place.service.name };
		return { passes: failing.length === 0, params: { ...params, rules: failing.join(" ") } };
	},
};

/** As it will be: the image comes by its digest. */
function withDigest(facts: Facts, digest: string): Facts {
	const [main, ...others] = facts.containers ?? [];
	return main ? { ...facts, containers: [{ ...main, image: `${main.image}@${digest}` }, ...others] } : facts;
}
