import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { kindOf } from "../../objects/kinds.ts";
import { deleteObject } from "../../registry/delete-object.ts";
import { updateObject } from "../../registry/update-object.ts";
import type { ControlPlane } from "../../testing/control-plane.ts";
import { startControlPlane } from "../../testing/control-plane.ts";
import { conditionOf } from "../pod-state.ts";
import { isComplete } from "./status.ts";

let plane: ControlPlane;
beforeEach(() => {
	plane = startControlPlane();
});
afterEach(() => plane.stop());

const kind = kindOf("deployments.apps");
const address = { kind, namespace: "default", name: "web" };

function web(spec: Record<string, string | number | object> = {}) {
	return {
		metadata: { name: "web", annotations: { "kubernetes.io/change-cause": "first" } },
		spec: {
			replicas: 3,
			selector: { matchLabels: { app: "web" } },
			template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "app", image: "web:1" }] } },
			...JSON.parse(JSON.stringify(spec)),
		},
	};
}

async function complete(): Promise<void> {
	await expect
		.poll(() => isComplete(plane.deployment("web"), plane.deployment("web").status), { timeout: 5000 })
		.toBe(true);
}

function sets(): [string | undefined, string | undefined, number][] {
	return plane.cluster.store
		.list("replicasets.apps", "default")
		.map((set): [string | undefined, string | undefined, number] => [
			set.spec.template.spec.containers[0]?.image,
			set.metadata.annotations?.["deployment.kubernetes.io/revision"],
			set.spec.replicas,
		])
		.sort((a, b) => Number(a[1]) - Number(b[1]));
}

function progressing(): string | undefined {
	return conditionOf(plane.deployment("web").status.conditions, "Progressing")?.reason;
}

describe("a Deployment", () => {
	test("rolls a new image out, keeps the old revision, and numbers a return anew", async () => {
		plane.create("deployments.apps", web());
		await complete();
		plane.setImage("web", "web:2");
		await complete();
		expect(sets()).toEqual([
			["web:1", "1", 0],
			["web:2", "2", 3],
		]);
		plane.setImage("web", "web:1");
		await complete();
		expect(sets()).toEqual([
			["web:2", "2", 0],
			["web:1", "3", 3],
		]);
		expect(plane.pods().map((pod) => pod.spec.containers[0]?.image)).toEqual(["web:1", "web:1", "web:1"]);
		await expect.poll(progressing).toBe("NewReplicaSetAvailable");
	});

	test("whose new pods never get ready keeps the old ones and says ProgressDeadlineExceeded", async () => {
		plane.create("deployments.apps", web({ progressDeadlineSeconds: 1 }));
		await complete();
		plane.setImage("web", "web:unready");
		await expect.poll(progressing, { timeout: 8000, interval: 100 }).toBe("ProgressDeadlineExceeded");
		expect(sets()).toEqual([
			["web:1", "1", 3],
			["web:unready", "2", 1],
		]);
		expect(conditionOf(plane.deployment("web").status.conditions, "Available")?.status).toBe("True");
	});

	test("that is paused waits with a new image and still follows its size", async () => {
		plane.create("deployments.apps", web());
		await complete();
		const paused = structuredClone(plane.deployment("web"));
		paused.spec.paused = true;
		paused.spec.replicas = 5;
		updateObject(plane.cluster, address, paused);
		plane.setImage("web", "web:2");
		await expect.poll(() => plane.pods().length).toBe(5);
		expect(sets()).toEqual([["web:1", "1", 5]]);
		expect(progressing()).toBe("DeploymentPaused");
		const resumed = structuredClone(plane.deployment("web"));
		resumed.spec.paused = false;
		updateObject(plane.cluster, address, resumed);
		await complete();
		expect(sets().at(-1)).toEqual(["web:2", "2", 5]);
	});

	test("with Recreate lets every old pod go before the first new one comes", async () => {
		plane.create("deployments.apps", web({ strategy: { type: "Recreate" } }));
		await complete();
		const mixed: number[] = [];
		plane.cluster.store.subscribe(({ key }) => {
			if (key !== "pods") return;
			const images = plane.cluster.store.list("pods", "default").map((pod) => pod.spec.containers[0]?.image);
			mixed.push(new Set(images).size);
		});
		plane.setImage("web", "web:2");
		await complete();
		expect(sets().at(-1)).toEqual(["web:2", "2", 3]);
		expect(Math.max(...mixed)).toBe(1);
	});

	test("keeps no more old revisions than revisionHistoryLimit", async () => {
		plane.create("deployments.apps", web({ revisionHistoryLimit: 1 }));
		await complete();
		for (const image of ["web:2", "web:3"]) {
			plane.setImage("web", image);
			await complete();
		}
		await expect.poll(sets).toEqual([
			["web:2", "2", 0],
			["web:3", "3", 3],
		]);
	});

	test("that is deleted takes its ReplicaSets and pods with it; as an orphan-maker it leaves them", async () => {
		plane.create("deployments.apps", web());
		await complete();
		deleteObject(plane.cluster, address, { propagationPolicy: "Orphan" });
		await expect.poll(() => plane.cluster.store.get("deployments.apps", "default", "web")).toBeUndefined();
		expect(plane.pods()).toHaveLength(3);
		plane.create("deployments.apps", web());
		await complete();
		expect(sets()).toHaveLength(1);
		deleteObject(plane.cluster, address, { propagationPolicy: "Foreground" });
		await expect.poll(() => plane.cluster.store.get("deployments.apps", "default", "web")).toBeUndefined();
		expect(plane.pods()).toHaveLength(0);
		expect(sets()).toHaveLength(0);
	});
});
