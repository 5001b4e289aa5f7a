import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { getDeployment } from "#server/deployments/get-deployment.ts";
import { listPlaces } from "#server/deployments/list-places.ts";
import { requestDeployment } from "#server/deployments/request-deployment.ts";
import type { TestCluster } from "#server/deployments/testing/cluster.ts";
import {
	makeNamespace,
	makeService,
	makeTeam,
	makeVersion,
	makeWorkload,
} from "#server/deployments/testing/company.ts";
import type { Actor } from "#server/platform/actor.ts";
import { startWorkerOnCluster } from "./testing/start-features.ts";

const kinds = [
	{ kind: "StatefulSet", service: "ledger" },
	{ kind: "DaemonSet", service: "agent" },
] as const;
const environment = "staging";
const soon = { timeout: 60_000, interval: 100 };
let cluster: TestCluster;
let developer: Actor;
let stop: () => Promise<void>;

beforeAll(async () => {
	({ cluster, stop } = await startWorkerOnCluster());
	const team = await makeTeam("payments");
	developer = team.developer;
	await makeNamespace(cluster, environment);
	for (const { kind, service } of kinds) {
		await makeService(service, team.teamId, "on-failure");
		const digest = await makeVersion(cluster, service, { version: "1.0.0" });
		await makeWorkload(cluster, { namespace: environment, service, digest, kind });
		await vi.waitFor(async () => expect(await placeOf(service)).toMatchObject({ status: "healthy", ready: 2 }), soon);
	}
}, 180_000);
afterAll(() => stop?.(), 60_000);

const placeOf = async (service: string) => (await listPlaces(developer, { service, limit: 10 })).items[0];

describe.each(kinds)("a $kind", ({ service }) => {
	it("is deployed, every pod of it, and watched", async () => {
		const digest = await makeVersion(cluster, service, { version: "2.0.0" });
		const { id } = await requestDeployment(developer, { service, environment, digest });
		await vi.waitFor(async () => expect((await getDeployment(developer, id)).status).toBe("watching"), soon);
		const { progress } = await getDeployment(developer, id);
		expect(progress?.pods.filter((pod) => pod.new && !pod.deleting)).toHaveLength(2);
		expect(await placeOf(service)).toMatchObject({ runningDigest: digest });
	}, 90_000);

	it("that crash-loops is called failed and goes back by itself, also where its own controller would wait for ever", async () => {
		const good = (await placeOf(service))?.runningDigest;
		const digest = await makeVersion(cluster, service, { version: "3.0.0", crashAfterMs: 300 });
		const { id } = await requestDeployment(developer, { service, environment, digest });
		await vi.waitFor(async () => {
			const { status, outcome } = await getDeployment(developer, id);
			expect({ status, outcome }).toMatchObject({ status: "rolled_back", outcome: { code: "crash-loop" } });
		}, soon);
		await vi.waitFor(async () => {
			expect(await placeOf(service)).toMatchObject({ status: "healthy", runningDigest: good, ready: 2 });
		}, soon);
	}, 150_000);
});
