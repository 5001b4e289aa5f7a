import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Cluster, openCluster } from "#server/connectors/kubernetes/cluster.ts";
import { readKubeconfig } from "#server/connectors/kubernetes/kubeconfig.ts";
import type { WorkloadObject } from "#server/connectors/kubernetes/objects.ts";
import { patchImage, patchTemplate } from "#server/connectors/kubernetes/patch-workload.ts";
import { type PodObject, podSchema } from "#server/connectors/kubernetes/pod-object.ts";
import { readLog } from "#server/connectors/kubernetes/read-log.ts";
import { readWorkload, type WorkloadRef } from "#server/connectors/kubernetes/read-workload.ts";
import { type Listener, reflect } from "#server/connectors/kubernetes/reflector.ts";
import { exactHash, revisionHash } from "#server/connectors/kubernetes/template.ts";
import { workloadSchema } from "#server/connectors/kubernetes/workload-schema.ts";
import { closeNamespace, images, openNamespace } from "./kubernetes/cluster.ts";
import { Workload } from "./kubernetes/workload.ts";

const wait = { timeout: 45_000, interval: 100 };
const marks = { workload: { "kubernetes.io/change-cause": "contract" } };

let cluster: Cluster;
let namespace = "";
let ref: WorkloadRef;
const abort = new AbortController();
const pods = new Map<string, PodObject>();
const workloads = new Map<string, WorkloadObject>();
const failures: string[] = [];

beforeAll(async () => {
	const [config] = readKubeconfig(process.env.KUBECONFIG ?? "");
	if (!config) throw new Error("the contract of the connector needs KUBECONFIG");
	cluster = await openCluster("contract", config);
	namespace = await openNamespace();
	ref = { kind: "Deployment", namespace, name: "connector" };
	void reflect(cluster, { kind: "Pod", schema: podSchema }, { listener: into(pods), signal: abort.signal });
	void reflect(
		cluster,
		{ kind: "Deployment", schema: workloadSchema("Deployment") },
		{ listener: into(workloads), signal: abort.signal },
	);
	await new Workload(namespace, ref.name).create(images().good);
}, 60_000);

afterAll(async () => {
	abort.abort();
	await closeNamespace(namespace);
	await cluster?.close();
});

function into<T extends { uid: string }>(objects: Map<string, T>): Listener<T> {
	return {
		replaced: (all) => {
			objects.clear();
			for (const object of all) objects.set(object.uid, object);
		},
		changed: (object) => void objects.set(object.uid, object),
		deleted: (object) => void objects.delete(object.uid),
		alive: () => {},
		failed: (error) => void failures.push(error.message),
		quarantined: (name, problem) => void failures.push(`${name}: ${problem}`),
	};
}

const ours = () => [...pods.values()].filter((pod) => pod.namespace === namespace && !pod.deletingAt);
const watched = () => [...workloads.values()].find((one) => one.namespace === namespace && one.name === ref.name);

/** Changes the workload as it is at that moment; controllers write to it too, so a conflict is tried again. */
const change = (act: (live: WorkloadObject) => Promise<WorkloadObject>) =>
	vi.waitFor(async () => act(await readWorkload(cluster, ref)), wait);

describe("the connector against this cluster", () => {
	it("sees pods become ready with the digest they run, by list and watch alone", async () => {
		await vi.waitFor(() => expect(ours().filter(({ ready }) => ready)).toHaveLength(2), wait);
		const digest = images().good.split("@")[1];
		expect(ours().map(({ containers }) => containers[0]?.digest)).toEqual([digest, digest]);
		await vi.waitFor(() => expect(watched()).toMatchObject({ ready: 2, available: 2, updated: 2, total: 2 }), wait);
		expect(failures).toEqual([]);
	});

	it("reads the same template hash whether it was watched or read", async () => {
		expect((await readWorkload(cluster, ref)).exactHash).toBe(watched()?.exactHash);
	});

	it("changes nothing by a dry run, and says what would be", async () => {
		const live = await readWorkload(cluster, ref);
		const change = { resourceVersion: live.resourceVersion, container: "app", image: images().crash, marks };
		const then = await patchImage(cluster, ref, { ...change, dryRun: true });
		expect(then.template.spec.containers[0]?.image).toBe(images().crash);
		expect((await readWorkload(cluster, ref)).resourceVersion).toBe(live.resourceVersion);
	});

	it("refuses to write over somebody else's change", async () => {
		const live = await readWorkload(cluster, ref);
		const change = { container: "app", image: images().good, resourceVersion: live.resourceVersion };
		await patchImage(cluster, ref, { ...change, marks: { workload: { "contract/first": "yes" } } });
		const late = patchImage(cluster, ref, { ...change, marks: { workload: { "contract/second": "yes" } } });
		await expect(late).rejects.toMatchObject({ code: "conflict", status: 409 });
		const template = patchTemplate(cluster, ref, {
			...{ resourceVersion: live.resourceVersion, annotations: live.annotations, template: live.template },
			marks: { workload: { "contract/second": "yes" } },
		});
		await expect(template).rejects.toMatchObject({ code: "conflict" });
	});

	it("goes back to a template to the letter, whose pods are then the same ones", async () => {
		const before = await readWorkload(cluster, ref);
		const names = ours()
			.map(({ uid }) => uid)
			.sort();
		const marked = { ...marks, template: { "lazo.dev/deployment": "contract" } };
		const bad = await change((live) =>
			patchImage(cluster, ref, { ...live, container: "app", image: images().missing, marks: marked }),
		);
		expect(bad.generation).toBeGreaterThan(before.generation);
		expect(revisionHash(bad.template)).not.toBe(revisionHash(before.template));
		await vi.waitFor(
			() => expect(ours().some(({ containers }) => /Pull/.test(containers[0]?.reason ?? ""))).toBe(true),
			wait,
		);
		const { template } = before;
		const back = await change((live) => patchTemplate(cluster, ref, { ...live, template, marks }));
		expect(exactHash(back.template)).toBe(before.exactHash);
		await vi.waitFor(
			() =>
				expect(
					ours()
						.map(({ uid }) => uid)
						.sort(),
				).toEqual(names),
			wait,
		);
	});

	it("tells restarts and exit codes of a crashing container", async () => {
		const { template } = await readWorkload(cluster, ref);
		await change((live) => patchImage(cluster, ref, { ...live, container: "app", image: images().crash, marks }));
		const crashed = () =>
			ours()
				.flatMap(({ containers }) => containers)
				.find(({ restarts }) => restarts >= 2);
		await vi.waitFor(() => expect(crashed()).toBeDefined(), wait);
		await vi.waitFor(() => expect(crashed()?.lastExitCode ?? crashed()?.exitCode).toBeGreaterThan(0), wait);
		await change((live) => patchTemplate(cluster, ref, { ...live, template, marks }));
	}, 90_000);

	it("reads the end of a log", async () => {
		await vi.waitFor(() => expect(ours().some(({ ready }) => ready)).toBe(true), wait);
		const pod = ours().find(({ ready }) => ready)?.name ?? "";
		const text = await readLog(cluster, { namespace, pod, container: "app", previous: false, tail: 5 });
		expect(text.split("\n").filter(Boolean)[0]).toMatch(/^\d{4}-\d\d-\d\dT/);
	});

	it("names what is not there, and lets no name out that is no name", async () => {
		await expect(readWorkload(cluster, { ...ref, name: "nobody" })).rejects.toMatchObject({ code: "not-found" });
		await expect(readWorkload(cluster, { ...ref, name: "../secrets" })).rejects.toThrow(/RFC 1123/);
	});
});
