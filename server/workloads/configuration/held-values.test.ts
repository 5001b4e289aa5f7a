import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { listPlaces } from "#server/deployments/list-places.ts";
import { requestDeployment } from "#server/deployments/request-deployment.ts";
import { getRollbackSafety } from "#server/deployments/rollback-checks/get-rollback-safety.ts";
import type { TestCluster } from "#server/deployments/testing/cluster.ts";
import { makeNamespace, makeService, makeTeam, makeVersion } from "#server/deployments/testing/company.ts";
import { makePerson } from "#server/deployments/testing/place.ts";
import { deploymentsWorker } from "#server/deployments/worker.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { newSealKeys } from "#server/platform/seal.ts";
import { core, makeConfigured } from "../testing/make-configured.ts";
import { serveWorker } from "../testing/serve-worker.ts";
import { startWorkerOnCluster } from "../testing/start-features.ts";

const environment = "staging";
const service = "checkout";
const soon = { timeout: 40_000, interval: 100 };
let cluster: TestCluster;
let developer: Actor;
let viewer: Actor;
let stop: () => Promise<void>;
let stopServing: () => Promise<void>;
/** The revision that ran before anything was changed. */
let templateId = "";

beforeAll(async () => {
	const keys = newSealKeys();
	process.env.SEAL_PUBLIC_KEY = keys.publicKey;
	process.env.SEAL_PRIVATE_KEY = keys.privateKey;
	({ cluster, stop } = await startWorkerOnCluster());
	stopServing = await serveWorker();
	const team = await makeTeam("payments");
	developer = team.developer;
	viewer = await makePerson("viewer", (await makeTeam("orders")).teamId, "viewer");
	await makeService(service, team.teamId);
	await makeNamespace(cluster, environment);
	const first = await makeVersion(cluster, service, { version: "1.0.0" });
	await makeConfigured(cluster, environment, `${cluster.registry}/almena/${service}@${first}`);
	await runs(first);
	templateId = await deploy("1.1.0");
	await deploy("1.2.0");
}, 180_000);
afterAll(async () => {
	await stopServing?.();
	await stop?.();
}, 60_000);

const runs = (runningDigest: string) =>
	vi.waitFor(async () => {
		const [place] = (await listPlaces(developer, { service, limit: 10 })).items;
		expect(place).toMatchObject({ status: "healthy", ready: 1, runningDigest });
	}, soon);

/** Deploys a version; when it has been rolled out, the worker reacts to that. Returns its revision. */
async function deploy(version: string): Promise<string> {
	const digest = await makeVersion(cluster, service, { version });
	const { id } = await requestDeployment(developer, { service, environment, digest });
	await runs(digest);
	const event = await vi.waitFor(
		() => db().loopEvent.findFirstOrThrow({ where: { type: "deployment.rolled-out", subjectId: id } }),
		soon,
	);
	await deploymentsWorker.reactions?.find(({ name }) => name === "deployments.note-held")?.react(event);
	return (await db().deployment.findUniqueOrThrow({ where: { id } })).templateId ?? "";
}

const safety = (actor = developer, mode: "template" | "image" = "template") =>
	getRollbackSafety(actor, { service, environment, templateId, mode });
const line = async (actor = developer) => (await safety(actor)).checks.find(({ code }) => code === "same-values");
const patch = (plural: string, name: string, data: Record<string, string | null>) =>
	cluster.send("PATCH", `${core(environment, plural)}/${name}`, { data });

describe("what the ConfigMaps and Secrets of a revision hold", () => {
	it("is kept when it has been rolled out, without a value", async () => {
		const { held } = await db().revisionTemplate.findUniqueOrThrow({ where: { id: templateId } });
		expect(held).toMatchObject({
			objects: expect.arrayContaining([
				{ kind: "Secret", name: "database", prints: { password: expect.any(String), provider: expect.any(String) } },
			]),
		});
		for (const value of ["of-staging-only", "the-same-everywhere", "eu-1"])
			expect(JSON.stringify(held)).not.toContain(value);
	});

	it("speaks against nothing while it is the same", async () => {
		expect(await line()).toMatchObject({ state: "pass", params: { count: 0 } });
		expect((await safety()).values).toEqual([]);
	});

	it("is named by key when it has changed since, and never by value", async () => {
		await patch("configmaps", "settings", { LOG_LEVEL: "debug", ONE_CLICK: null, FRESH: "yes" });
		await patch("secrets", "database", { password: Buffer.from("rotated-today").toString("base64") });
		const { values, checks } = await safety();
		expect(values.map(({ name, key, change }) => `${name} ${key} ${change}`).sort()).toEqual([
			...["database password changed", "settings FRESH added"],
			...["settings LOG_LEVEL changed", "settings ONE_CLICK removed"],
		]);
		expect(checks.find(({ code }) => code === "same-values")).toMatchObject({ state: "warn", params: { count: 4 } });
		expect(JSON.stringify(values)).not.toMatch(/rotated|debug/);
	});

	it("is counted only for somebody who may not see the configuration", async () => {
		expect((await safety(viewer)).values).toEqual([]);
		expect(await line(viewer)).toMatchObject({ state: "warn", params: { count: 4, name: "none", key: "none" } });
	});

	it("is told when a whole object is gone", async () => {
		await cluster.send("DELETE", `${core(environment, "configmaps")}/fixed`);
		expect((await safety()).values).toContainEqual({ kind: "ConfigMap", name: "fixed", key: null, change: "gone" });
	});

	it("is not known of a revision that nobody has looked at then", async () => {
		const { held, ...row } = await db().revisionTemplate.findUniqueOrThrow({ where: { id: templateId } });
		const known = templateId;
		const copy = { ...row, id: crypto.randomUUID(), hash: "another", template: row.template ?? {} };
		templateId = (await db().revisionTemplate.create({ data: copy })).id;
		expect(held).not.toBeNull();
		expect(await line()).toMatchObject({ state: "unknown", params: { why: "unnoted" } });
		templateId = known;
	});
});
