import { describe, expect, test } from "vitest";
import { applyStrategicMergePatch } from "./strategic-merge-patch.ts";

const pod = {
	spec: {
		containers: [
			{ name: "app", image: "app:1", env: [{ name: "A", value: "1" }], ports: [{ containerPort: 80, name: "http" }] },
			{ name: "side", image: "side:1" },
		],
		volumes: [{ name: "data", emptyDir: {} }],
		tolerations: [{ key: "a" }],
	},
};

function containers(patch: object) {
	const result = applyStrategicMergePatch(pod, JSON.parse(JSON.stringify({ spec: patch })));
	return result.spec;
}

describe("applyStrategicMergePatch", () => {
	test("merges containers by name and leaves the others alone", () => {
		expect(containers({ containers: [{ name: "app", image: "app:2" }] })).toMatchObject({
			containers: [
				{ name: "app", image: "app:2", env: [{ name: "A", value: "1" }] },
				{ name: "side", image: "side:1" },
			],
		});
	});

	test("merges environment by name and ports by containerPort", () => {
		const patch = {
			containers: [{ name: "app", env: [{ name: "B", value: "2" }], ports: [{ containerPort: 80, name: "web" }] }],
		};
		expect(containers(patch)).toMatchObject({
			containers: [
				{
					env: [
						{ name: "A", value: "1" },
						{ name: "B", value: "2" },
					],
					ports: [{ containerPort: 80, name: "web" }],
				},
				{ name: "side" },
			],
		});
	});

	test("ports of a Service merge by port", () => {
		const service = { spec: { ports: [{ port: 80, targetPort: 8080 }] } };
		const patched = applyStrategicMergePatch(service, {
			spec: { ports: [{ port: 80, targetPort: 9090 }, { port: 443 }] },
		});
		expect(patched).toEqual({ spec: { ports: [{ port: 80, targetPort: 9090 }, { port: 443 }] } });
	});

	test("$patch: delete removes one item, $patch: replace the whole list", () => {
		expect(containers({ containers: [{ name: "side", $patch: "delete" }] })).toMatchObject({
			containers: [{ name: "app" }],
		});
		expect(containers({ containers: [{ $patch: "replace" }, { name: "new", image: "n" }] })).toMatchObject({
			containers: [{ name: "new", image: "n" }],
		});
	});

	test("$setElementOrder orders, also where nothing else changes", () => {
		const spec = containers({ "$setElementOrder/containers": [{ name: "side" }, { name: "app" }] });
		expect(spec).toMatchObject({ containers: [{ name: "side" }, { name: "app" }] });
		expect(JSON.stringify(spec)).not.toContain("$setElementOrder");
	});

	test("$retainKeys drops what it does not name", () => {
		const strategy = { strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1 } } };
		expect(applyStrategicMergePatch(strategy, { strategy: { $retainKeys: ["type"], type: "Recreate" } })).toEqual({
			strategy: { type: "Recreate" },
		});
	});

	test("finalizers are a set, taken from and added to", () => {
		const object = { metadata: { finalizers: ["a", "b"] } };
		const patch = { metadata: { "$deleteFromPrimitiveList/finalizers": ["a"], finalizers: ["c"] } };
		expect(applyStrategicMergePatch(object, patch)).toEqual({ metadata: { finalizers: ["b", "c"] } });
	});

	test("lists without a merge key are replaced, null removes a field", () => {
		expect(containers({ tolerations: [{ key: "b" }], volumes: null })).toMatchObject({ tolerations: [{ key: "b" }] });
		expect(containers({ volumes: null })).not.toHaveProperty("volumes");
	});

	test("the document itself is left as it was", () => {
		const before = structuredClone(pod);
		containers({ containers: [{ name: "app", env: [{ name: "A", $patch: "delete" }] }] });
		expect(pod).toEqual(before);
	});
});
