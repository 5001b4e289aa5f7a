import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { getDeployment } from "#server/deployments/get-deployment.ts";
import { listPlaces } from "#server/deployments/list-places.ts";
import { requestDeployment } from "#server/deployments/request-deployment.ts";
import { rollBackDeployment } from "#server/deployments/roll-back-deployment.ts";
import type { TestCluster, Version } from "#server/deployments/testing/cluster.ts";
import {
	makeNamespace,
	makeService,
	makeTeam,
	makeVersion,
	makeWorkload,
} from "#server/deployments/testing/company.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { listChanges } from "./operate/list-changes.ts";
import { operateWorkload } from "./operate/operate-workload.ts";
import { startWorkerOnCluster } from "./testing/start-features.ts";

// The sandbox's cluster has no Rollouts; these are followed on the real controller.

const run = promisify(execFile);
const argoUp = resolve(import.meta.dirname, "../../e2e/control-plane/argo-up");
const environment = "staging";
const argo = `/apis/argoproj.io/v1alpha1/namespaces/${environment}`;
const service = "checkout";
const reason = "The numbers look right";
const soon = { timeout: 60_000, interval: 100 };
const strategy = {
	canary: { steps: [{ setWeight: 50 }, { pause: {} }, { setWeight: 75 }, { pause: { duration: "1s" } }] },
};
let cluster: TestCluster;
let developer: Actor;
let stop: () => Promise<void>;
let first = "";

beforeAll(async () => {
	({ cluster, stop } = await startWorkerOnCluster());
	const team = await makeTeam("payments");
	developer = team.developer;
	await makeService(service, team.teamId, "on-failure");
	await makeNamespace(cluster, environment);
}, 180_000);
afterAll(() => stop?.(), 60_000);

const place = async (of = service) => (await listPlaces(developer, { service: of, limit: 10 })).items[0];
const healthy = (digest: string, of = service) =>
	vi.waitFor(async () => {
		expect(await place(of)).toMatchObject({ status: "healthy", ready: 2, runningDigest: digest });
	}, soon);
async function deploy(version: Version) {
	const digest = await makeVersion(cluster, service, version);
	return { digest, ...(await requestDeployment(developer, { service, environment, digest })) };
}
const reaches = (id: string, expected: object) =>
	vi.waitFor(async () => {
		const found = await getDeployment(developer, id);
		expect(found).toMatchObject(expected);
		return found;
	}, soon);
const paused = (step: number) => ({ status: "rolling", progress: { stages: { phase: "Paused", step } } });
const deploymentShape = z
	.object({
		spec: z.object({
			replicas: z.number(),
			template: z.object({ spec: z.object({ containers: z.array(z.object({ image: z.string() })) }) }),
		}),
	})
	.transform(({ spec }) => ({ replicas: spec.replicas, image: spec.template.spec.containers[0]?.image ?? "" }));
const promote = (action: "promote" | "promote-full") =>
	operateWorkload(developer, service, { environment, action, reason });

describe("a Rollout of Argo Rollouts", () => {
	it("does nothing to a cluster that has none, and is found when the cluster gets them", async () => {
		await vi.waitFor(async () => {
			const connection = await db().connection.findFirstOrThrow({ where: { kind: "kubernetes" } });
			expect(connection).toMatchObject({ lastSuccessAt: expect.any(Date), lastError: null, missingRights: [] });
		}, soon);
		await run(argoUp, [cluster.stateDir, "rollouts"]);
		first = await makeVersion(cluster, service, { version: "1.0.0" });
		await makeWorkload(cluster, {
			...{ namespace: environment, service, digest: first, kind: "Rollout", spec: { strategy } },
		});
		await healthy(first);
		expect((await place())?.targets).toMatchObject([{ kind: "Rollout", name: service }]);
	}, 900_000);

	it("is followed through its steps, waits at a pause, and is promoted", async () => {
		const { id, digest } = await deploy({ version: "1.1.0" });
		const { progress } = await reaches(id, paused(1));
		expect(progress?.stages).toMatchObject({ strategy: "canary", weight: 50, stable: false, aborted: false });
		expect(progress?.stages?.steps.map(({ kind }) => kind)).toEqual(["weight", "pause", "weight", "pause"]);
		expect(progress?.pods.filter((pod) => pod.new && pod.ready)).toHaveLength(1);
		const change = await promote("promote");
		await reaches(id, { status: "watching", progress: { stages: { step: 4, stable: true, weight: 100 } } });
		await healthy(digest);
		expect((await listChanges(developer, { service })).items[0]).toMatchObject({ id: change.id, status: "done" });
		const audited = await db().auditEntry.findFirst({ where: { action: "workload.operate", subjectId: change.id } });
		expect(audited).toMatchObject({ reason, after: { action: "promote" } });
		await expect(promote("promote")).rejects.toMatchObject({ status: 409, code: "no-rollout" });
	}, 120_000);

	it("that is aborted at a pause runs its old version again, and the new one is held", async () => {
		const before = (await place())?.runningDigest ?? "";
		const { id, digest } = await deploy({ version: "1.2.0" });
		await reaches(id, paused(1));
		const back = await rollBackDeployment(developer, { service, environment, deploymentId: id, reason: "too slow" });
		await reaches(back.id, { status: "watching", progress: { stages: { phase: "Healthy", stable: true } } });
		await reaches(id, { status: "rolled_back" });
		await healthy(before);
		expect(await db().versionHold.count({ where: { digest, liftedAt: null } })).toBe(1);
	}, 120_000);

	it("skips its steps on the way back from a version that was promoted past all of them", async () => {
		const before = (await place())?.runningDigest ?? "";
		const { id, digest } = await deploy({ version: "1.3.0" });
		await reaches(id, paused(1));
		await promote("promote-full");
		await reaches(id, { status: "watching" });
		await healthy(digest);
		const back = await rollBackDeployment(developer, { service, environment, deploymentId: id, reason: "wrong sums" });
		await reaches(back.id, { status: "watching" });
		await healthy(before);
	}, 120_000);

	it("whose new version crashes is called failed and goes back by itself, at its first step", async () => {
		const before = (await place())?.runningDigest ?? "";
		const { id } = await deploy({ version: "1.4.0", crashAfterMs: 300 });
		await reaches(id, { status: "rolled_back", outcome: { code: "crash-loop" } });
		await healthy(before);
	}, 150_000);

	it("that is blue-green waits beside the old version until it is promoted, and goes back without waiting", async () => {
		const wallet = "wallet";
		await makeService(wallet, (await db().team.findFirstOrThrow()).id);
		for (const name of ["active", "preview"]) {
			const spec = { selector: { app: wallet }, ports: [{ port: 80, targetPort: 8080 }] };
			await cluster.send("POST", `/api/v1/namespaces/${environment}/services`, { metadata: { name }, spec });
		}
		const services = { activeService: "active", previewService: "preview" };
		const blueGreen = { ...services, autoPromotionEnabled: false, scaleDownDelaySeconds: 1 };
		const old = await makeVersion(cluster, wallet, { version: "1.0.0" });
		const about = { namespace: environment, service: wallet, digest: old, kind: "Rollout" as const };
		await makeWorkload(cluster, { ...about, spec: { strategy: { blueGreen } } });
		await healthy(old, wallet);
		const digest = await makeVersion(cluster, wallet, { version: "1.1.0" });
		const { id } = await requestDeployment(developer, { service: wallet, environment, digest });
		const waiting = { strategy: "blue-green", phase: "Paused", step: null, weight: null, stable: false };
		await reaches(id, { status: "rolling", progress: { stages: waiting } });
		await operateWorkload(developer, wallet, { environment, action: "promote", reason });
		await reaches(id, { status: "watching", progress: { stages: { phase: "Healthy", stable: true } } });
		await healthy(digest, wallet);
		const back = await rollBackDeployment(developer, { service: wallet, environment, reason: "wrong sums" });
		await reaches(back.id, { status: "watching" });
		await healthy(old, wallet);
	}, 150_000);

	it("that somebody aborts outside Lazo has failed, and goes back by itself", async () => {
		const before = (await place())?.runningDigest ?? "";
		const { id } = await deploy({ version: "1.5.0" });
		await reaches(id, paused(1));
		const status = `${argo}/rollouts/${service}/status?fieldManager=kubectl`;
		// What the controller writes at the same moment may go over it; whoever sees that does it again.
		await vi.waitFor(
			async () => {
				if ((await getDeployment(developer, id)).status === "rolling")
					await cluster.send("PATCH", status, { status: { abort: true } });
				expect((await getDeployment(developer, id)).status).not.toBe("rolling");
			},
			{ timeout: 60_000, interval: 1_000 },
		);
		await reaches(id, { status: "rolled_back", outcome: { code: "stages-aborted", step: 2, steps: 4 } });
		await healthy(before);
	}, 120_000);
});

describe("a Rollout that takes its template from a Deployment", () => {
	/** A service whose Deployment runs so many pods, and a Rollout that takes over from it. */
	async function takeOver(name: string, { scaleDown, replicas }: { scaleDown: string; replicas: number }) {
		await makeService(name, (await db().team.findFirstOrThrow()).id, "on-failure");
		const digest = await makeVersion(cluster, name, { version: "1.0.0" });
		await makeWorkload(cluster, { namespace: environment, service: name, digest, spec: { replicas } });
		if (replicas > 0) await healthy(digest, name);
		const workloadRef = { apiVersion: "apps/v1", kind: "Deployment", name, scaleDown };
		await cluster.send("POST", `${argo}/rollouts`, {
			apiVersion: "argoproj.io/v1alpha1",
			kind: "Rollout",
			metadata: { name, namespace: environment, labels: { "lazo.dev/service": name } },
			spec: { replicas: 2, selector: { matchLabels: { app: name } }, workloadRef, strategy },
		});
		await vi.waitFor(async () => {
			expect(await place(name)).toMatchObject({ status: "healthy", ready: 2, runningDigest: digest });
			expect((await place(name))?.targets.map(({ kind }) => kind)).toContain("Rollout");
		}, soon);
		return digest;
	}
	const deploymentOf = async (name: string) =>
		deploymentShape.parse(await cluster.send("GET", `/apis/apps/v1/namespaces/${environment}/deployments/${name}`));
	async function deployTo(name: string, version: string) {
		const digest = await makeVersion(cluster, name, { version });
		return { digest, ...(await requestDeployment(developer, { service: name, environment, digest })) };
	}
	const promoteIn = (name: string) => operateWorkload(developer, name, { environment, action: "promote-full", reason });

	it("is deployed by changing that, goes through its steps, and goes back by changing it again", async () => {
		const old = await takeOver("shop", { scaleDown: "never", replicas: 0 });
		const { id, digest } = await deployTo("shop", "1.1.0");
		const { progress } = await reaches(id, paused(1));
		expect(progress?.pods.filter((pod) => pod.new && pod.ready)).toHaveLength(1);
		expect((await deploymentOf("shop")).image).toContain(digest);
		const held = await cluster.send("GET", `${argo}/rollouts/shop`);
		expect(held).not.toHaveProperty("spec.template");
		await promoteIn("shop");
		await reaches(id, { status: "watching", progress: { stages: { stable: true } } });
		await healthy(digest, "shop");
		const back = await rollBackDeployment(developer, { service: "shop", environment, deploymentId: id, reason });
		await reaches(back.id, { status: "watching", progress: { stages: { phase: "Healthy", stable: true } } });
		await healthy(old, "shop");
		expect((await deploymentOf("shop")).image).toContain(old);
		// All of it was Lazo's doing, and of the Rollout: nothing is told of the Deployment beside it.
		const kinds = await db().deployment.findMany({ where: { service: { name: "shop" } }, select: { kind: true } });
		expect(kinds.map(({ kind }) => kind).sort()).toEqual(["deploy", "rollback"]);
	}, 150_000);

	it.each(["onsuccess", "progressively"])(
		"takes over from its pods (%s), and is deployed all the same",
		async (scaleDown) => {
			const name = `shop-${scaleDown}`;
			await takeOver(name, { scaleDown, replicas: 2 });
			await vi.waitFor(async () => expect((await deploymentOf(name)).replicas).toBe(0), soon);
			const { id, digest } = await deployTo(name, "1.1.0");
			await reaches(id, paused(1));
			await promoteIn(name);
			await reaches(id, { status: "watching" });
			await healthy(digest, name);
			expect((await deploymentOf(name)).replicas).toBe(0);
		},
		180_000,
	);

	it("that is gone says so, and what is asked of it fails with what is missing", async () => {
		await cluster.send("DELETE", `/apis/apps/v1/namespaces/${environment}/deployments/shop`);
		await vi.waitFor(async () => expect((await place("shop"))?.status).toBe("unknown"), soon);
		const { id } = await deployTo("shop", "1.2.0");
		await reaches(id, { status: "failed", outcome: { code: "template-source-missing", name: "shop", owner: "shop" } });
	}, 120_000);
});
