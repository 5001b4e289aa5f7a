import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
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
import { makePerson } from "#server/deployments/testing/place.ts";
import { listWays } from "#server/deployments/ways/list-ways.ts";
import { setWay } from "#server/deployments/ways/set-way.ts";
import { stopCarrier } from "#server/deployments/ways/stop-carrier.ts";
import { startActions, type Work } from "#server/pipelines/testing/actions-server.ts";
import { pipelinesWorker } from "#server/pipelines/worker.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { startWorkerOnCluster } from "./testing/start-features.ts";

const environment = "staging";
const service = "checkout";
const seconds = (n: number) => ({ timeout: n * 1_000, interval: 100 });
let cluster: TestCluster;
let developer: Actor;
let lead: Actor;
let workflowId: string;
let first: string;
let stop: () => Promise<void>;
let actions: Awaited<ReturnType<typeof startActions>>;
/** What the workflow does; each test says it. */
let work: Work = async () => "success";

beforeAll(async () => {
	process.env.WATCH_WINDOW_SECONDS = "60";
	process.env.GITHUB_TOKEN = "t";
	actions = await startActions((inputs) => work(inputs));
	const started = await startWorkerOnCluster();
	cluster = started.cluster;
	const stopPipelines = await pipelinesWorker.start({ handlers: new Map(), address: "http://127.0.0.1:1" });
	stop = async () => {
		await stopPipelines();
		await started.stop();
		await actions.stop();
	};
	const team = await makeTeam("payments");
	developer = team.developer;
	lead = await makePerson("lucia", team.teamId, "lead");
	const id = await makeService(service, team.teamId);
	await db().entity.update({ where: { id }, data: { annotations: { "github.com/project-slug": "almena/checkout" } } });
	workflowId = await makeWorkflow();
	await makeNamespace(cluster, environment);
	first = await makeVersion(cluster, service, { version: "1.0.0" });
	await makeWorkload(cluster, { namespace: environment, service, digest: first });
	await vi.waitFor(async () => expect(await placeNow()).toMatchObject({ runningDigest: first, ready: 2 }), seconds(30));
}, 90_000);
afterAll(() => stop?.(), 60_000);

async function makeWorkflow(): Promise<string> {
	await db().connection.create({
		data: { kind: "github", name: "almena", url: actions.url, source: "configuration" },
	});
	const observedAt = new Date();
	const slug = "almena/checkout";
	const repository = await db().repository.create({
		data: { slug, url: `${actions.url}/${slug}`, externalId: 1n, defaultBranch: "main", observedAt },
	});
	const inputs = ["environment", "image"].map((name) => ({
		...{ name, type: "string", description: null, required: true, default: null, options: [] },
	}));
	const about = { repositoryId: repository.id, externalId: 7n, name: "deploy", path: ".github/workflows/deploy.yml" };
	return (await db().workflow.create({ data: { ...about, state: "active", inputs, observedAt } })).id;
}

const placeNow = async () => (await listPlaces(developer, { service, limit: 10 })).items[0];
const mapping = { environment: { fact: "environment" }, image: { fact: "image" } } as const;
const byWorkflow = () => ({ kind: "workflow", workflowId, ref: "main", inputs: mapping }) as const;
const deploy = (digest: string) => requestDeployment(developer, { service, environment, digest });

/** What `kubectl set image` does. */
const setImage: Work = async ({ environment: namespace, image }) => {
	const template = { spec: { containers: [{ name: "app", image }] } };
	await cluster.send("PATCH", `/apis/apps/v1/namespaces/${namespace}/deployments/${service}`, { spec: { template } });
	return "success";
};

describe("setWay", () => {
	it("is refused to who may not configure, and for a mapping that the workflow would not take", async () => {
		const where = { service, environment };
		await expect(setWay(developer, where, byWorkflow())).rejects.toMatchObject({ status: 403 });
		await expect(
			setWay(lead, where, { ...byWorkflow(), inputs: { environment: { fact: "environment" } } }),
		).rejects.toMatchObject({ code: "run.missing-input", params: { input: "image" } });
		await expect(
			setWay(lead, where, { ...byWorkflow(), inputs: { ...mapping, colour: { text: "blue" } } }),
		).rejects.toMatchObject({ code: "run.unknown-input" });
		expect((await listWays(developer, service)).items).toMatchObject([{ way: { kind: "patch" }, mayConfigure: false }]);
	});

	it("is kept with an audit line, and shown with the workflow's name", async () => {
		await setWay(lead, { service, environment }, byWorkflow());
		expect((await listWays(lead, service)).items).toMatchObject([
			{ way: { kind: "workflow", minutes: 30, rollback: "patch" }, workflow: { name: "deploy" }, mayConfigure: true },
		]);
		const line = await db().auditEntry.findFirstOrThrow({
			where: { action: "environment.configure", outcome: "done" },
		});
		expect(line).toMatchObject({ before: { way: null }, after: { way: { kind: "workflow" } } });
	});
});

describe("a deployment by workflow, on a cluster of real processes", () => {
	let second: string;

	it("starts the workflow once with the mapped inputs and follows the cluster until the digest runs", async () => {
		second = await makeVersion(cluster, service, { version: "1.1.0" });
		work = setImage;
		const { id } = await deploy(second);
		await vi.waitFor(
			async () => expect(await getDeployment(developer, id)).toMatchObject({ status: "watching" }),
			seconds(40),
		);
		const image = `${cluster.registry}/almena/${service}@${second}`;
		expect(actions.dispatches).toEqual([{ environment, image }]);
		expect(await getDeployment(developer, id)).toMatchObject({
			way: "workflow",
			carrier: { kind: "run", workflow: "deploy", run: { number: 1 } },
		});
		expect(await placeNow()).toMatchObject({ runningDigest: second });
		// What the run changed is this deployment, not somebody else's doing.
		expect(await db().deployment.count({ where: { kind: "external" } })).toBe(0);
		expect(await db().auditEntry.count({ where: { action: "run.dispatch" } })).toBe(1);
	}, 60_000);

	it("is done when the run leaves in place what runs already", async () => {
		const { id } = await deploy(second);
		await vi.waitFor(
			async () => expect(await getDeployment(developer, id)).toMatchObject({ status: "watching" }),
			seconds(20),
		);
		const { progress } = await getDeployment(developer, id);
		expect(progress?.pods.filter((pod) => pod.new && pod.ready)).toHaveLength(2);
	}, 40_000);

	it("fails with the run's end when the run fails, and leaves the cluster as it is", async () => {
		const third = await makeVersion(cluster, service, { version: "1.2.0" });
		work = async () => "failure";
		const { id } = await deploy(third);
		await vi.waitFor(
			async () =>
				expect(await getDeployment(developer, id)).toMatchObject({
					status: "failed",
					outcome: { code: "run-failed", workflow: "deploy", conclusion: "failure", runId: expect.any(String) },
				}),
			seconds(30),
		);
		expect(await placeNow()).toMatchObject({ runningDigest: second });
	}, 60_000);

	it("ends the run of a deployment that is taken back before it is written, so that it does not come after all", async () => {
		const fourth = await makeVersion(cluster, service, { version: "1.2.1" });
		work = () => new Promise(() => {});
		const { id } = await deploy(fourth);
		await vi.waitFor(
			async () =>
				expect(await getDeployment(developer, id)).toMatchObject({ carrier: { run: { status: "in_progress" } } }),
			seconds(20),
		);
		const back = await rollBackDeployment(developer, { service, environment, deploymentId: id, reason: "wrong one" });
		await vi.waitFor(
			async () => expect(await getDeployment(developer, back.id)).toMatchObject({ status: "watching" }),
			seconds(30),
		);
		expect(await getDeployment(developer, id)).toMatchObject({
			status: "rolled_back",
			carrier: { run: { conclusion: "cancelled" } },
		});
		expect(await placeNow()).toMatchObject({ runningDigest: second });
	}, 60_000);

	it("fails by its deadline when nothing comes, and its run is ended so that it does not come later", async () => {
		const late = await makeVersion(cluster, service, { version: "1.2.2" });
		work = () => new Promise(() => {});
		const { id } = await deploy(late);
		const running = { carrier: { run: { status: "in_progress" } } };
		await vi.waitFor(async () => expect(await getDeployment(developer, id)).toMatchObject(running), seconds(20));
		await db().deployment.update({ where: { id }, data: { deadlineAt: new Date(0) } });
		const failed = { status: "failed", outcome: { code: "never-arrived" } };
		await vi.waitFor(async () => expect(await getDeployment(developer, id)).toMatchObject(failed), seconds(20));
		await vi.waitFor(async () => expect(await stopCarrier(id)).toBe(true), seconds(20));
		expect(await getDeployment(developer, id)).toMatchObject({ carrier: { run: { conclusion: "cancelled" } } });
	}, 60_000);

	it("does not take the version for running when the pods show another digest than the tag promised", async () => {
		const promised = await makeVersion(cluster, service, { version: "1.3.0" });
		await cluster.push(service, { version: "1.3.0", startMs: 1 });
		work = ({ environment: namespace = "" }) =>
			setImage({ environment: namespace, image: `${cluster.registry}/almena/${service}:1.3.0` });
		const { id } = await deploy(promised);
		await vi.waitFor(
			async () =>
				expect(await getDeployment(developer, id)).toMatchObject({
					status: "failed",
					outcome: { code: "other-version-runs", expected: promised },
				}),
			seconds(40),
		);
	}, 60_000);

	it("goes back at once by patching the workload, unless rollbacks are to take the workflow too", async () => {
		const before = actions.dispatches.length;
		const { id } = await rollBackDeployment(developer, { service, environment, reason: "not what it said" });
		await vi.waitFor(
			async () => expect(await getDeployment(developer, id)).toMatchObject({ status: "watching" }),
			seconds(30),
		);
		expect(actions.dispatches).toHaveLength(before);
		await setWay(lead, { service, environment }, { ...byWorkflow(), rollback: "workflow" });
		work = setImage;
		const revision = await db().revisionTemplate.findFirstOrThrow({ where: { digest: first } });
		const back = await rollBackDeployment(developer, {
			...{ service, environment, templateId: revision.id, reason: "further back" },
		});
		await vi.waitFor(
			async () =>
				expect(await getDeployment(developer, back.id)).toMatchObject({ status: "watching", way: "workflow" }),
			seconds(30),
		);
		expect(actions.dispatches.at(-1)).toMatchObject({ image: expect.stringContaining(first) });
		expect(await placeNow()).toMatchObject({ runningDigest: first });
	}, 90_000);
});
