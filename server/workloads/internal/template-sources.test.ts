import { beforeEach, describe, expect, it } from "vitest";
import { workloadSchema } from "#server/connectors/kubernetes/workload-schema.ts";
import { type ClusterState, emptyState } from "./cluster-state.ts";
import { essenceOf } from "./essence.ts";
import { dropWorkload, isTemplateSource, putWorkload, workloadIn } from "./template-sources.ts";

let state: ClusterState;
beforeEach(() => {
	state = emptyState();
});

const metadata = (uid: string, name: string) => ({
	...{ uid, name, namespace: "staging", resourceVersion: "1", creationTimestamp: "2026-11-01T10:00:00Z" },
});
const deployment = (uid: string, name: string, image = "a") =>
	workloadSchema("Deployment").parse({
		metadata: { ...metadata(uid, name), resourceVersion: image },
		spec: { replicas: 0, template: { spec: { containers: [{ name: "app", image }] } } },
	});
const rollout = (of: string) =>
	workloadSchema("Rollout").parse({
		metadata: metadata("r", "checkout"),
		spec: { workloadRef: { kind: "Deployment", name: of } },
	});
const imageOf = (uid: string) => workloadIn(state, uid)?.template.spec.containers[0]?.image;

describe("a Rollout that names a Deployment", () => {
	it("has that one's template, whichever is seen first, and is touched when it changes", () => {
		expect(putWorkload(state, rollout("shop"))).toEqual(["r"]);
		expect(workloadIn(state, "r")).toBeNull();
		expect(putWorkload(state, deployment("d", "shop"))).toEqual(["d", "r"]);
		expect(imageOf("r")).toBe("a");
		const before = essenceOf(state, "r");
		expect(putWorkload(state, deployment("d", "shop", "b"))).toContain("r");
		expect(imageOf("r")).toBe("b");
		expect(essenceOf(state, "r")).not.toBe(before);
	});

	it("makes of the Deployment no more than a template, until it names another or is gone", () => {
		const [shop, other] = [deployment("d", "shop"), deployment("o", "other")];
		for (const one of [shop, other]) putWorkload(state, one);
		const alone = essenceOf(state, "d");
		expect(putWorkload(state, rollout("shop"))).toEqual(["r", "d"]);
		expect([isTemplateSource(state, shop), isTemplateSource(state, other)]).toEqual([true, false]);
		expect(essenceOf(state, "d")).not.toBe(alone);
		expect(new Set(putWorkload(state, rollout("other")))).toEqual(new Set(["r", "d", "o"]));
		expect([isTemplateSource(state, shop), isTemplateSource(state, other)]).toEqual([false, true]);
		expect(dropWorkload(state, rollout("other"))).toContain("o");
		expect(isTemplateSource(state, other)).toBe(false);
	});

	it("has no template while the Deployment is gone, and has it back with the next of that name", () => {
		putWorkload(state, deployment("d", "shop"));
		putWorkload(state, rollout("shop"));
		expect(dropWorkload(state, deployment("d", "shop"))).toEqual(["d", "r"]);
		expect(workloadIn(state, "r")).toBeNull();
		expect(putWorkload(state, deployment("e", "shop", "c"))).toContain("r");
		expect(imageOf("r")).toBe("c");
	});
});
