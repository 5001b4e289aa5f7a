import { describe, expect, it } from "vitest";
import { workloadOfApps } from "./objects.ts";
import { rolloutObjectSchema } from "./rollout-object.ts";
import { holderOf, withTemplateOf } from "./template-source.ts";

const creationTimestamp = "2026-11-01T10:00:00Z";
const named = { name: "checkout", namespace: "staging", creationTimestamp };
const ref = { kind: "Rollout" as const, namespace: "staging", name: "checkout" };

/** A Rollout whose controller has taken up generation 5 of its Deployment. */
const rollout = (status: object = {}, workloadRef: object = { kind: "Deployment", name: "checkout-template" }) =>
	rolloutObjectSchema.parse({
		metadata: {
			...{ ...named, uid: "r", resourceVersion: "70", generation: 3 },
			annotations: { "rollout.argoproj.io/revision": "4", "lazo.dev/deployment": "long ago" },
		},
		spec: { replicas: 2, workloadRef, strategy: { canary: {} } },
		status: { observedGeneration: "3", workloadObservedGeneration: "5", currentPodHash: "new", ...status },
	});
const deployment = (generation: number) =>
	workloadOfApps("Deployment").parse({
		metadata: {
			...{ ...named, name: "checkout-template", uid: "d", resourceVersion: "80", generation },
			annotations: { "deployment.kubernetes.io/revision": "9", "lazo.dev/deployment": "now" },
		},
		spec: { replicas: 0, template: { spec: { containers: [{ name: "app", image: "a" }] } } },
	});

describe("a Rollout that takes its template from a Deployment", () => {
	it("is read without a template of its own; one that names something else cannot be read", () => {
		const { source, template } = rollout();
		expect(source).toEqual({ name: "checkout-template", scaleDown: "never", observedGeneration: 5, held: null });
		expect(template.spec.containers).toEqual([]);
		expect(() => rollout({}, { kind: "PodTemplate", name: "checkout" })).toThrow();
	});

	it("has the Deployment's template, generation and marks, and its own pods, revision and name", () => {
		const found = withTemplateOf(rollout(), deployment(5));
		expect(found).toMatchObject({
			...{ kind: "Rollout", name: "checkout", desired: 2, generation: 5, observedGeneration: 5, updateRevision: "new" },
			template: { spec: { containers: [{ image: "a" }] } },
		});
		expect(found.annotations).toEqual({ "rollout.argoproj.io/revision": "4", "lazo.dev/deployment": "now" });
	});

	it("knows no newest pods before its controller has taken up the newest template", () => {
		expect(withTemplateOf(rollout(), deployment(6))).toMatchObject({ observedGeneration: 5, updateRevision: null });
		const behind = withTemplateOf(rollout({ observedGeneration: "2" }), deployment(5));
		expect(behind).toMatchObject({ observedGeneration: 4, updateRevision: null });
	});

	it("is changed by changing the Deployment, at the version of that which was read", () => {
		const live = withTemplateOf(rollout(), deployment(5));
		expect(holderOf(ref, live)).toMatchObject({
			...{ ref: { kind: "Deployment", namespace: "staging", name: "checkout-template" }, resourceVersion: "80" },
		});
		// What is asked of the Rollout itself holds to its own version.
		expect(live.resourceVersion).toBe("70");
	});
});

it("any other workload holds its own template", () => {
	const own = deployment(5);
	const itself = { kind: "Deployment" as const, namespace: "staging", name: "checkout-template" };
	expect(withTemplateOf(own, deployment(6))).toBe(own);
	expect(holderOf(itself, own)).toMatchObject({ ref: itself, resourceVersion: "80" });
});
