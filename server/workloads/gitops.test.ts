import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openGitHub } from "#server/connectors/github/open-github.ts";
import { getDeployment } from "#server/deployments/get-deployment.ts";
import { listPlaces } from "#server/deployments/list-places.ts";
import { requestDeployment } from "#server/deployments/request-deployment.ts";
import { rollBackDeployment } from "#server/deployments/roll-back-deployment.ts";
import type { TestCluster } from "#server/deployments/testing/cluster.ts";
import {
	makeNamespace,
	makeService,
	makeTeam,
	makeVersion,
	makeWorkload,
} from "#server/deployments/testing/company.ts";
import { startTestGitHub } from "#server/deployments/testing/github.ts";
import type { Way } from "#server/deployments/ways/schema.ts";
import { tryGitops } from "#server/deployments/ways/try-gitops.ts";
import { syncRepository } from "#server/pipelines/sync/sync-repository.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { startWorkerOnCluster } from "./testing/start-features.ts";

const environment = "staging";
const service = "ledger";
const slug = "almena/catalog";
const path = "staging/ledger/kustomization.yaml";
const seconds = (n: number) => ({ timeout: n * 1_000, interval: 200 });
let cluster: TestCluster;
let developer: Actor;
let repositoryId: string;
let first: string;
let stop: () => Promise<void>;
let github: Awaited<ReturnType<typeof startTestGitHub>>;
/** Whether something brings the repository to the cluster. */
let delivering = true;
let delivery: NodeJS.Timeout;
const underWay = new Set<Promise<void>>();

beforeAll(async () => {
	process.env.WATCH_WINDOW_SECONDS = "60";
	process.env.GITHUB_TOKEN = "t";
	const started = await startWorkerOnCluster();
	cluster = started.cluster;
	github = await startTestGitHub(cluster, "t");
	stop = async () => {
		clearInterval(delivery);
		await github.stop();
		await started.stop();
	};
	const team = await makeTeam("payments");
	developer = team.developer;
	await makeService(service, team.teamId);
	const about = {
		slug,
		url: `https://git.test/${slug}`,
		externalId: 1n,
		defaultBranch: "main",
		observedAt: new Date(),
	};
	repositoryId = (await db().repository.create({ data: about })).id;
	await makeNamespace(cluster, environment);
	first = await makeVersion(cluster, service, { version: "1.0.0" });
	await makeWorkload(cluster, { namespace: environment, service, digest: first });
	await github.write(slug, path, kustomization(first));
	await vi.waitFor(async () => expect(await placeNow()).toMatchObject({ runningDigest: first, ready: 2 }), seconds(60));
	delivery = setInterval(() => {
		const one = deliver()
			.catch(() => {})
			.finally(() => underWay.delete(one));
		underWay.add(one);
	}, 500);
}, 180_000);
afterAll(() => stop?.(), 60_000);

const image = () => `${cluster.registry}/almena/${service}`;
const kustomization = (digest: string) =>
	`# What runs in staging.\nimages:\n  - name: ${image()}\n    digest: ${digest} # kept\n`;
const placeNow = async () => (await listPlaces(developer, { service, limit: 10 })).items[0];
const said = () => github.read(slug, path);
const deploy = (digest: string) => requestDeployment(developer, { service, environment, digest });

/** What Argo CD and Flux do: the branch says what the cluster has to run. */
async function deliver(): Promise<void> {
	if (!delivering) return;
	const digest = /sha256:[0-9a-f]{64}/.exec(await said())?.[0];
	const workload = `/apis/apps/v1/namespaces/${environment}/deployments/${service}`;
	if (JSON.stringify(await cluster.send("GET", workload)).includes(`"image":"${image()}@${digest}"`)) return;
	const template = { spec: { containers: [{ name: "app", image: `${image()}@${digest}` }] } };
	await cluster.send("PATCH", workload, { spec: { template } });
}

/** Nothing is delivered any more when this resolves; what had begun would put the branch's image over another. */
async function stopDelivering(): Promise<void> {
	delivering = false;
	await Promise.all(underWay);
}

async function choose(by: "commit" | "pull"): Promise<void> {
	const way: Way = {
		kind: "gitops",
		repository: slug,
		branch: "main",
		path,
		image: null,
		by,
		follow: null,
		minutes: 5,
	};
	await db().serviceEnvironment.updateMany({ where: { service: { name: service } }, data: { way } });
}

const become = (id: string, what: object, within = 60) =>
	vi.waitFor(async () => expect(await getDeployment(developer, id)).toMatchObject(what), seconds(within));

describe("a deployment by Git, on a cluster of real processes", () => {
	let second: string;

	it("is tried before it is chosen: the file must be there and name the image", async () => {
		const way = { repository: slug, branch: "main", path, name: null };
		expect(await tryGitops({ ...way, image: image() })).toEqual({ digest: first });
		await expect(tryGitops({ ...way, image: "elsewhere/ledger" })).rejects.toMatchObject({ code: "image-not-in-file" });
		await expect(tryGitops({ ...way, path: "nowhere.yaml", image: image() })).rejects.toMatchObject({
			code: "file-gone",
		});
	});

	it("commits the digest, leaves the rest of the file alone, and is done when the pods run it", async () => {
		await choose("commit");
		second = await makeVersion(cluster, service, { version: "1.1.0" });
		const { id } = await deploy(second);
		await become(id, { status: "watching", way: "gitops", carrier: { kind: "git", repository: slug, pull: null } });
		expect(await said()).toBe(kustomization(second));
		expect(await placeNow()).toMatchObject({ runningDigest: second });
		expect(await db().deployment.count({ where: { kind: "external" } })).toBe(0);
	}, 60_000);

	it("rolls back by a commit, and calls nothing rolled back before the cluster has followed Git (D8)", async () => {
		const [bad] = await db().deployment.findMany({ orderBy: { requestedAt: "desc" }, take: 1 });
		await stopDelivering();
		const { id } = await rollBackDeployment(developer, { service, environment, reason: "wrong prices" });
		await become(id, { status: "applying", carrier: { sha: expect.any(String) } });
		expect(await said()).toBe(kustomization(first));
		expect((await db().deployment.findUnique({ where: { id: bad?.id ?? "" } }))?.status).not.toBe("rolled_back");
		delivering = true;
		await become(id, { status: "watching" });
		expect((await db().deployment.findUnique({ where: { id: bad?.id ?? "" } }))?.status).toBe("rolled_back");
		expect(await placeNow()).toMatchObject({ runningDigest: first });
	}, 60_000);

	it("opens one pull request and waits for its merge; what somebody patches meanwhile is not it", async () => {
		await choose("pull");
		const third = await makeVersion(cluster, service, { version: "1.2.0" });
		const { id } = await deploy(third);
		await become(id, { status: "applying", carrier: { pull: expect.any(Number), sha: null }, deadlineAt: null });
		expect(await said()).toBe(kustomization(first));
		await stopDelivering();
		const template = { spec: { containers: [{ name: "app", image: `${image()}@${third}` }] } };
		const workload = `/apis/apps/v1/namespaces/${environment}/deployments/${service}`;
		await cluster.send("PATCH", workload, { spec: { template } });
		await vi.waitFor(async () => expect(await placeNow()).toMatchObject({ runningDigest: third }), seconds(60));
		expect(await getDeployment(developer, id)).toMatchObject({ status: "applying" });
		delivering = true;
		const { carrier } = await getDeployment(developer, id);
		const number = carrier?.kind === "git" ? carrier.pull : null;
		await github.ask("PUT", `${slug}/pulls/${number}/merge`, {});
		await syncRepository(await openGitHub(), repositoryId, false);
		await become(id, { status: "watching", carrier: { pull: number, sha: expect.any(String) } });
		expect(await said()).toBe(kustomization(third));
	}, 90_000);

	it("closes the pull request of a deployment that is aborted", async () => {
		const fourth = await makeVersion(cluster, service, { version: "1.3.0" });
		const { id } = await deploy(fourth);
		await become(id, { carrier: { pull: expect.any(Number) } });
		const { carrier } = await getDeployment(developer, id);
		const number = carrier?.kind === "git" ? carrier.pull : null;
		const back = await rollBackDeployment(developer, { service, environment, deploymentId: id, reason: "not yet" });
		await become(back.id, { status: "watching" });
		expect(await github.ask("GET", `${slug}/pulls/${number}`)).toMatchObject({ state: "closed", merged: false });
		expect(await getDeployment(developer, id)).toMatchObject({ status: "rolled_back" });
	}, 60_000);
});
