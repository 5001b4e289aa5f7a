import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeNamespace, images, openNamespace, patchType, send, watch } from "./cluster.ts";
import { deployment } from "./shapes.ts";
import { conditionOf, isRolledOut, Workload } from "./workload.ts";

// Tier: both. How a rollout shows itself to whoever only reads: to the end, stuck, taken back, crashing.

let namespace = "";
const slow = { timeout: 90_000, interval: 250 };

beforeAll(async () => {
	namespace = await openNamespace();
});
afterAll(() => closeNamespace(namespace));

async function rolledOut(workload: Workload): Promise<void> {
	await expect.poll(async () => isRolledOut(await workload.get()), slow).toBe(true);
}

describe("a rollout", { timeout: 180_000 }, () => {
	test("of a first image ends with ready pods, a ReplicaSet of its own and the reason NewReplicaSetAvailable", async () => {
		const workload = new Workload(namespace, "first");
		await workload.create(images().good);
		await rolledOut(workload);
		await expect
			.poll(async () => conditionOf((await workload.get()).status.conditions, "Progressing")?.reason, slow)
			.toBe("NewReplicaSetAvailable");
		const { metadata, status } = await workload.get();
		expect(metadata.annotations["deployment.kubernetes.io/revision"]).toBe("1");
		expect(conditionOf(status.conditions, "Available")).toMatchObject({
			status: "True",
			reason: "MinimumReplicasAvailable",
		});
		const [set] = await workload.sets();
		const hash = set?.metadata.labels["pod-template-hash"];
		expect(set?.metadata.name).toBe(`first-${hash}`);
		expect(conditionOf(status.conditions, "Progressing")?.message).toBe(
			`ReplicaSet "first-${hash}" has successfully progressed.`,
		);
		const pods = await workload.newPods();
		expect(pods).toHaveLength(2);
		for (const pod of pods) {
			expect(pod.metadata.labels["pod-template-hash"]).toBe(hash);
			expect(pod.status.phase).toBe("Running");
			expect(pod.status.containerStatuses[0]?.imageID).not.toBe("");
			expect(await workload.reasons("Pod", pod.metadata.name)).toContain("Scheduled");
		}
		expect(await workload.reasons("Deployment", "first")).toContain("ScalingReplicaSet");
		expect(await workload.reasons("ReplicaSet", `first-${hash}`)).toContain("SuccessfulCreate");
	});

	test("of a change never has fewer available pods than it may, and a dry run before starts nothing", async () => {
		const workload = new Workload(namespace, "steady");
		await workload.create(images().good, {
			strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
		});
		await rolledOut(workload);
		const before = await workload.get();
		const body = { spec: { template: { metadata: { annotations: { "kubectl.kubernetes.io/restartedAt": "now" } } } } };
		const dry = await send("PATCH", `${workload.path}?dryRun=All`, { body, type: patchType.strategic });
		expect(deployment.parse(dry.body).metadata.generation).toBe((before.metadata.generation ?? 0) + 1);
		expect(await workload.sets()).toHaveLength(1);
		const path = `/apis/apps/v1/namespaces/${namespace}/deployments?watch=1&fieldSelector=metadata.name%3Dsteady&resourceVersion=${before.metadata.resourceVersion}&timeoutSeconds=90`;
		const events = watch(path, (all) => {
			const last = deployment.parse(all.at(-1)?.object);
			return last.metadata.generation !== before.metadata.generation && isRolledOut(last);
		});
		expect((await send("PATCH", workload.path, { body, type: patchType.strategic })).status).toBe(200);
		const seen = (await events).map(({ object }) => deployment.parse(object));
		expect(Math.min(...seen.map(({ status }) => status.availableReplicas))).toBe(2);
		// It surges by one. Two ReplicaSets tell their counts one after the other, so for a moment the sum may be one more than what there is.
		expect([3, 4]).toContain(Math.max(...seen.map(({ status }) => status.replicas)));
		const [old, fresh] = await workload.sets();
		expect(old).toMatchObject({
			spec: { replicas: 0 },
			metadata: { annotations: { "deployment.kubernetes.io/revision": "1" } },
		});
		expect(fresh).toMatchObject({
			spec: { replicas: 2 },
			metadata: { annotations: { "deployment.kubernetes.io/revision": "2" } },
		});
	});

	test("that gets stuck says ProgressDeadlineExceeded, and the old template takes it back", async () => {
		const workload = new Workload(namespace, "stuck");
		await workload.create(images().good, { progressDeadlineSeconds: 8 });
		await rolledOut(workload);
		await workload.setImage(images().unready);
		await expect
			.poll(async () => conditionOf((await workload.get()).status.conditions, "Progressing")?.reason, slow)
			.toBe("ProgressDeadlineExceeded");
		const { status } = await workload.get();
		const [old, fresh] = await workload.sets();
		expect(conditionOf(status.conditions, "Progressing")).toMatchObject({
			status: "False",
			message: `ReplicaSet "${fresh?.metadata.name}" has timed out progressing.`,
		});
		await expect
			.poll(async () => conditionOf((await workload.get()).status.conditions, "Available")?.status, slow)
			.toBe("True");
		const { "pod-template-hash": _, ...labels } = old?.spec.template.metadata.labels ?? {};
		const template = { ...old?.spec.template, metadata: { ...old?.spec.template.metadata, labels } };
		const { resourceVersion } = (await workload.get()).metadata;
		const body = [
			{ op: "test", path: "/metadata/resourceVersion", value: resourceVersion },
			{ op: "replace", path: "/spec/template", value: template },
		];
		expect((await send("PATCH", workload.path, { body, type: patchType.json })).status).toBe(200);
		await rolledOut(workload);
		const sets = await workload.sets();
		expect(sets).toHaveLength(2);
		expect(sets.at(-1)?.metadata.name).toBe(old?.metadata.name);
		expect(sets.at(-1)?.metadata.annotations).toMatchObject({
			"deployment.kubernetes.io/revision": "3",
			"deployment.kubernetes.io/revision-history": "1",
		});
	});

	test("of an image that is missing shows it in the pod, and an image that exists mends it", async () => {
		const workload = new Workload(namespace, "missing");
		await workload.create(images().missing);
		const waiting = async () =>
			(await workload.newPods()).map((pod) => pod.status.containerStatuses[0]?.state.waiting?.reason);
		await expect.poll(waiting, slow).toContain("ImagePullBackOff");
		const [pod] = await workload.newPods();
		await expect.poll(() => workload.reasons("Pod", pod?.metadata.name ?? ""), slow).toContain("Failed");
		expect((await workload.get()).status.availableReplicas).toBe(0);
		await workload.setImage(images().good);
		await rolledOut(workload);
	});

	test("that crashes again and again is seen in restarts, in the last state and in the previous log", async () => {
		const workload = new Workload(namespace, "crash");
		await workload.create(images().crash, { replicas: 1 });
		const container = async () => (await workload.newPods())[0]?.status.containerStatuses[0];
		await expect.poll(async () => (await container())?.restartCount ?? 0, slow).toBeGreaterThanOrEqual(2);
		await expect.poll(async () => (await container())?.state.waiting?.reason, slow).toBe("CrashLoopBackOff");
		expect((await container())?.lastState.terminated).toMatchObject({ exitCode: 1, reason: "Error" });
		const [pod] = await workload.newPods();
		const name = pod?.metadata.name ?? "";
		await expect.poll(() => workload.reasons("Pod", name), slow).toContain("BackOff");
		const previous = await workload.log(name, "previous=true&tailLines=5");
		expect(previous.status).toBe(200);
	});
});

describe("logs", { timeout: 180_000 }, () => {
	test("are plain text, limited by tailLines and stamped when asked; a container that is not there is 400", async () => {
		const workload = new Workload(namespace, "logs");
		await workload.create(images().good, { replicas: 1 });
		await rolledOut(workload);
		const name = (await workload.newPods())[0]?.metadata.name ?? "";
		expect((await workload.log(name, "tailLines=1&timestamps=true")).status).toBe(200);
		const refused = await workload.log(name, "container=other");
		expect(refused.status).toBe(400);
		expect(refused.body).toMatchObject({ message: `container other is not valid for pod ${name}` });
	});

	test("of a deleted pod: the deletion is marked first, done by the kubelet, and another pod takes its place", async () => {
		const workload = new Workload(namespace, "leaving");
		await workload.create(images().good, { replicas: 1 });
		await rolledOut(workload);
		const name = (await workload.newPods())[0]?.metadata.name ?? "";
		const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
		const marked = await send("DELETE", path);
		expect(marked.body).toMatchObject({ kind: "Pod", metadata: { deletionGracePeriodSeconds: 1 } });
		await expect.poll(async () => (await send("GET", path)).status, slow).toBe(404);
		await rolledOut(workload);
	});
});
