import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Container, type Facts, judgeRules, rules } from "./rules.ts";

const app: Container = {
	name: "app",
	image: `registry.test/shop/checkout@sha256:${"a".repeat(64)}`,
	probed: true,
	requests: { cpu: "50m", memory: "64Mi" },
	limits: { memory: "256Mi" },
};
const ready: Facts = {
	production: true,
	kind: "Deployment",
	containers: [app],
	replicas: 2,
	minReadySeconds: 10,
	owned: true,
	annotations: { "lazo.dev/slo-target": "99.5" },
	links: [{ title: "Runbook" }],
};
const unseen = { kind: null, containers: null, replicas: null, minReadySeconds: null };
const withApp = (facts: Partial<Container>): Partial<Facts> => ({ containers: [{ ...app, ...facts }] });
const image = (name: string) => withApp({ image: name });

/** What differs from a service that is ready, what the rule then says, and of what. */
type Case = [difference: Partial<Facts>, state: "pass" | "fail" | "unknown" | "silent", params?: object];
const cases: Record<string, Case[]> = {
	"readiness-probe": [
		[{}, "pass"],
		[withApp({ probed: false }), "fail", { container: "app" }],
		[{ containers: [app, { ...app, name: "sidecar", probed: false }] }, "pass"],
		[unseen, "unknown"],
	],
	"requests-and-limits": [
		[{}, "pass"],
		[withApp({ requests: {} }), "fail", { container: "app", what: "requests.cpu" }],
		[withApp({ requests: { cpu: "1" }, limits: {} }), "fail", { what: "requests.memory" }],
		[withApp({ limits: {} }), "fail", { what: "limits.memory" }],
		[withApp({ requests: {}, limits: { cpu: "1", memory: "1Gi" } }), "pass"],
		[{ containers: [app, { ...app, name: "sidecar", limits: {} }] }, "fail", { container: "sidecar" }],
		[unseen, "unknown"],
	],
	"several-replicas": [
		[{}, "pass", { count: 2 }],
		[{ replicas: 1 }, "fail", { count: 1 }],
		[{ replicas: 0 }, "fail", { count: 0 }],
		[{ replicas: 1, production: false }, "silent"],
		[{ replicas: 1, kind: "DaemonSet" }, "silent"],
		[unseen, "unknown"],
	],
	"image-pinned": [
		[{}, "pass"],
		[image("checkout:1.8.0"), "pass"],
		[image("registry.test:5000/checkout:1.8.0"), "pass"],
		[image("checkout:latest"), "fail", { image: "checkout:latest" }],
		[image("checkout"), "fail", { container: "app" }],
		[image("registry.test:5000/checkout"), "fail"],
		[image(`checkout:latest@sha256:${"b".repeat(64)}`), "pass"],
		[{ containers: [app, { ...app, name: "sidecar", image: "proxy" }] }, "fail", { container: "sidecar" }],
		[unseen, "unknown"],
	],
	"min-ready-seconds": [
		[{}, "pass", { seconds: 10 }],
		[{ minReadySeconds: 0 }, "fail", { seconds: 0 }],
		[unseen, "unknown"],
	],
	"owner-known": [
		[{}, "pass"],
		[{ owned: false }, "fail"],
	],
	"objective-declared": [
		[{}, "pass", { percent: 99.5 }],
		[{ annotations: {} }, "fail"],
		[{ annotations: { "lazo.dev/slo-target": "much" } }, "fail"],
		[{ annotations: null }, "fail"],
	],
	"runbook-linked": [
		[{}, "pass"],
		[{ links: [{ title: "Run-book of the night" }] }, "pass"],
		[{ links: [{ icon: "runbook" }] }, "pass"],
		[{ links: [{ title: "Dashboard" }, {}] }, "fail"],
		[{ links: [] }, "fail"],
	],
};

describe.each(Object.entries(cases))("the rule %s", (code, rows) => {
	it.each(rows)("of a ready service but %j says %s", (difference, state, params = {}) => {
		const found = judgeRules({ ...ready, ...difference }).find((one) => one.code === code);
		expect(found?.state ?? "silent").toBe(state);
		if (found) expect(found.params).toMatchObject(params);
	});
});

it("every rule stands in this table, and a service that is ready passes them all", () => {
	expect(Object.keys(cases).sort()).toEqual(rules.map(({ code }) => code).sort());
	expect(judgeRules(ready).map(({ state }) => state)).toEqual(rules.map(() => "pass"));
});

it("whatever the cluster and the catalog say, each rule has one answer", () => {
	const texts = fc.dictionary(fc.string(), fc.string());
	const container = fc.record({
		name: fc.string(),
		image: fc.string(),
		probed: fc.boolean(),
		requests: texts,
		limits: texts,
	});
	const facts: fc.Arbitrary<Facts> = fc.record({
		production: fc.boolean(),
		kind: fc.option(fc.constantFrom("Deployment", "DaemonSet", "Rollout")),
		containers: fc.option(fc.array(container)),
		replicas: fc.option(fc.nat()),
		minReadySeconds: fc.option(fc.nat()),
		owned: fc.boolean(),
		annotations: fc.anything(),
		links: fc.array(fc.record({ title: fc.string(), icon: fc.string() }, { requiredKeys: [] })),
	});
	fc.assert(
		fc.property(facts, (some) => {
			const codes = judgeRules(some).map(({ code }) => code);
			expect(new Set(codes).size).toBe(codes.length);
			expect(codes.length).toBeGreaterThanOrEqual(rules.length - 1);
		}),
	);
});
