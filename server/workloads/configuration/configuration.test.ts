import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { listPlaces } from "#server/deployments/list-places.ts";
import type { TestCluster } from "#server/deployments/testing/cluster.ts";
import { makeNamespace, makeService, makeTeam, makeVersion } from "#server/deployments/testing/company.ts";
import { makePerson } from "#server/deployments/testing/place.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { newSealKeys } from "#server/platform/seal.ts";
import { carryOutChange } from "../operate/carry-out-change.ts";
import { listChanges } from "../operate/list-changes.ts";
import { core, makeConfigured, makeHolder } from "../testing/make-configured.ts";
import { serveWorker } from "../testing/serve-worker.ts";
import { startWorkerOnCluster } from "../testing/start-features.ts";
import { changeConfiguration } from "./change-configuration.ts";
import { getConfiguration } from "./get-configuration.ts";
import { putBackAfterFailure } from "./put-back-after-failure.ts";
import type { ChangeConfiguration, ConfigurationRow } from "./schema.ts";
import { takeBackConfiguration } from "./take-back-configuration.ts";

const soon = { timeout: 40_000, interval: 100 };
const reason = "The sale begins";
let cluster: TestCluster;
let developer: Actor;
let stranger: Actor;
let operator: Actor;
let stop: () => Promise<void>;
let stopServing: () => Promise<void>;

beforeAll(async () => {
	const keys = newSealKeys();
	process.env.SEAL_PUBLIC_KEY = keys.publicKey;
	process.env.SEAL_PRIVATE_KEY = keys.privateKey;
	({ cluster, stop } = await startWorkerOnCluster());
	stopServing = await serveWorker();
	const team = await makeTeam("payments");
	developer = team.developer;
	operator = await makePerson("the-operator", team.teamId, "devops");
	stranger = await makePerson("viewer", (await makeTeam("orders")).teamId, "viewer");
	await makeService("checkout", team.teamId, "on-failure");
	const digest = await makeVersion(cluster, "checkout", { version: "1.0.0" });
	for (const namespace of ["staging", "production"]) {
		await makeNamespace(cluster, namespace);
		await makeConfigured(cluster, namespace, `${cluster.registry}/almena/checkout@${digest}`);
	}
	const extra = { kind: "ConfigMap", namespace: "staging", name: "extra" } as const;
	await makeHolder(cluster, extra, { data: { TUNING: "8" } });
	await vi.waitFor(async () => {
		const { items } = await listPlaces(developer, { service: "checkout", limit: 10 });
		expect(items.map(({ status, ready }) => [status, ready])).toEqual([
			["healthy", 1],
			["healthy", 1],
		]);
	}, soon);
}, 120_000);
afterAll(async () => {
	await stopServing?.();
	await stop?.();
}, 60_000);

const read = () => getConfiguration(developer, "checkout");
const rowOf = (rows: ConfigurationRow[], key: string) => rows.find((row) => row.key === key);

/** A key in one environment as it is now. */
async function cellOf(key: string, environment: string) {
	const { columns, rows } = await read();
	const cell = rowOf(rows, key)?.cells[columns.findIndex((column) => column.environment === environment)];
	if (!cell) throw new Error(`nothing is known of ${key} in ${environment}`);
	return cell;
}

type Wish = Partial<ChangeConfiguration> & Pick<ChangeConfiguration, "key" | "value">;

/** Changes a key on the version that is read now. */
async function change({ environment = "staging", ...wish }: Wish) {
	const { resourceVersion, object } = await cellOf(wish.key, environment);
	const at = { object: object ?? "", resourceVersion: resourceVersion ?? "" };
	return changeConfiguration(developer, "checkout", {
		...{ environment, kind: "ConfigMap", reason, ...at, ...wish },
	});
}

const changeOf = async (id: string) =>
	(await listChanges(developer, { service: "checkout" })).items.find((one) => one.id === id);
const isDone = (id: string) =>
	vi.waitFor(async () => expect(await changeOf(id)).toMatchObject({ status: "done" }), soon);
/** So many changes of configuration have been rolled out, and nothing is under way. */
const rolledOut = (count: number) =>
	vi.waitFor(async () => {
		const seen = await db().deployment.findMany({ where: { kind: "configure" }, select: { status: true } });
		expect(seen).toHaveLength(count);
		expect(seen.filter(({ status }) => ["rolling", "failed"].includes(status))).toEqual([]);
	}, soon);

const dataSchema = z.object({ data: z.record(z.string(), z.string()) });
const dataOf = async (namespace: string, plural: string, name: string) =>
	dataSchema.parse(await cluster.send("GET", `${core(namespace, plural)}/${name}`)).data;

describe("the configuration of a service", () => {
	it("stands side by side for every environment, with what differs, is the same or is missing", async () => {
		const { columns, rows } = await read();
		expect(columns).toMatchObject([
			{ environment: "staging", mayChange: true, workloads: [{ name: "checkout" }] },
			{ environment: "production", mayChange: true },
		]);
		expect(rows.map(({ object, key, comparison }) => [object, key, comparison])).toEqual([
			["extra", "TUNING", "missing"],
			["fixed", "region", "same"],
			["settings", "ENVIRONMENT", "differs"],
			["settings", "LOG_LEVEL", "same"],
			["settings", "ONE_CLICK", "missing"],
			["database", "password", "differs"],
			["database", "provider", "same"],
		]);
		expect(rowOf(rows, "LOG_LEVEL")?.cells[0]).toMatchObject({
			...{ state: "value", value: { text: "info", hidden: false } },
			uses: [{ container: "app", as: "variable", name: "LOG_LEVEL", needed: false }],
		});
		expect(rowOf(rows, "ONE_CLICK")?.cells[1]?.state).toBe("missing-key");
		expect(rowOf(rows, "TUNING")?.cells[1]?.state).toBe("missing-object");
		expect(rowOf(rows, "region")?.cells[0]).toMatchObject({ immutable: true, uses: [{ needed: true }] });
	});

	it("shows of secrets whether they are equal, never what they are", async () => {
		const told = await read();
		const [staging, production] = rowOf(told.rows, "password")?.cells ?? [];
		expect(production?.value).toMatchObject({ text: null, hidden: true, bytes: 0 });
		expect(production?.value?.fingerprint).not.toBe(staging?.value?.fingerprint);
		expect(JSON.stringify(told)).not.toMatch(/of-staging-only|the-same-everywhere|b2Yt/);
	});

	it("is not shown to viewers of other teams, who may not change it either", async () => {
		await expect(getConfiguration(stranger, "checkout")).rejects.toMatchObject({ status: 403 });
		const { resourceVersion, object } = await cellOf("LOG_LEVEL", "staging");
		const asked = { object: object ?? "", resourceVersion: resourceVersion ?? "", key: "LOG_LEVEL", value: "debug" };
		await expect(
			changeConfiguration(stranger, "checkout", { environment: "staging", kind: "ConfigMap", reason, ...asked }),
		).rejects.toMatchObject({ status: 403 });
	});
});

describe("a change of configuration", () => {
	it("is written, reaches the pods, and is a recorded rollout in the name of who asked", async () => {
		const { id } = await change({ key: "LOG_LEVEL", value: "error" });
		await isDone(id);
		expect((await cellOf("LOG_LEVEL", "staging")).value?.text).toBe("error");
		expect(await dataOf("production", "configmaps", "settings")).toMatchObject({ LOG_LEVEL: "info" });
		await vi.waitFor(async () => {
			const seen = await db().deployment.findFirstOrThrow({ orderBy: { requestedAt: "desc" } });
			expect(seen).toMatchObject({
				...{ kind: "configure", reason, outcome: { code: "configured", object: "settings", key: "LOG_LEVEL" } },
				actor: { kind: "automation", id: "configure", onBehalfOf: { kind: "person", name: "payments" } },
			});
			const told = await db().loopEvent.findFirst({ where: { type: "deployment.configured", subjectId: seen.id } });
			expect(told).toMatchObject({ serviceId: seen.serviceId, data: { object: "settings", key: "LOG_LEVEL" } });
		}, soon);
		await rolledOut(1);
		const pods = await db().pod.findMany({ where: { namespace: "staging", deletingAt: null } });
		expect(pods).toHaveLength(1);
		// A program that logs errors only does not say that it listens.
		expect(await cluster.send("GET", `${core("staging", "pods")}/${pods[0]?.name}/log`).catch(String)).not.toContain(
			"listening",
		);
		const audited = await db().auditEntry.findFirst({ where: { action: "configuration.change", subjectId: id } });
		expect(audited).toMatchObject({
			...{ reason, environment: "staging", before: { key: "LOG_LEVEL", value: "info" } },
			after: { key: "LOG_LEVEL", value: "error", what: "changed" },
		});
		expect(JSON.stringify((await changeOf(id))?.after)).not.toContain("error");
	}, 90_000);

	it("of a secret leaves its value nowhere but in the cluster", async () => {
		const value = "a-new-password-of-staging";
		const before = (await cellOf("password", "staging")).value?.fingerprint;
		const { id } = await change({ kind: "Secret", key: "password", value });
		await isDone(id);
		const { password } = await dataOf("staging", "secrets", "database");
		expect(Buffer.from(password ?? "", "base64").toString()).toBe(value);
		expect((await cellOf("password", "staging")).value?.fingerprint).not.toBe(before);
		for (const table of ["WorkloadChange", "AuditEntry", "LoopEvent", "Deployment", "RevisionTemplate"]) {
			const found = await db().$queryRawUnsafe(`select 1 from "${table}" t where t::text like '%${value}%'`);
			expect(found, table).toEqual([]);
		}
		expect(await db().$queryRawUnsafe(`select 1 from pgboss.job j where j.data::text like '%${value}%'`)).toEqual([]);
		expect(await db().workloadChange.findUniqueOrThrow({ where: { id } })).toMatchObject({ sealedValue: null });
		await rolledOut(2);
	}, 90_000);

	it("takes itself back when its time is over, and never over somebody else's", async () => {
		const { id } = await change({ key: "ONE_CLICK", value: null, undoMinutes: 60 });
		await isDone(id);
		expect(await dataOf("staging", "configmaps", "settings")).not.toHaveProperty("ONE_CLICK");
		await rolledOut(3);
		await db().workloadChange.update({ where: { id }, data: { undoAt: new Date() } });
		await vi.waitFor(async () => {
			expect(await dataOf("staging", "configmaps", "settings")).toMatchObject({ ONE_CLICK: "true" });
			expect(await changeOf(id)).toMatchObject({ status: "undone" });
		}, soon);
		await rolledOut(4);
	}, 120_000);

	it("on a version that is not the newest is refused, and so is one that loses the race afterwards", async () => {
		const { resourceVersion } = await cellOf("LOG_LEVEL", "staging");
		const other = { data: { ONE_CLICK: "by-hand" } };
		await cluster.send("PATCH", `${core("staging", "configmaps")}/settings`, other);
		const stale = { key: "LOG_LEVEL", value: "debug", resourceVersion: resourceVersion ?? "" };
		await expect(change(stale)).rejects.toMatchObject({ status: 409, code: "configuration-changed" });
		const past = await db().workloadChange.findFirstOrThrow({ where: { action: "configure", undoOfId: null } });
		const { id: _, before, after, failure: __, actor, undoAt: ___, ...columns } = past;
		const late = await db().workloadChange.create({
			data: {
				...{ ...columns, actor: Object(actor), before: Object(before), status: "requested" },
				after: { ...Object(after), value: "debug", resourceVersion },
			},
		});
		await carryOutChange(late.id);
		expect(await changeOf(late.id)).toMatchObject({ status: "failed", failure: { code: "configuration-changed" } });
		expect(await dataOf("staging", "configmaps", "settings")).toMatchObject({
			...{ LOG_LEVEL: "error", ONE_CLICK: "by-hand" },
		});
	}, 60_000);

	it("is put back when somebody asks for it, once", async () => {
		const { id } = await change({ environment: "production", key: "ENVIRONMENT", value: "elsewhere" });
		await isDone(id);
		await rolledOut(5);
		expect(await changeOf(id)).toMatchObject({ mayUndo: true });
		await expect(takeBackConfiguration(stranger, id, reason)).rejects.toMatchObject({ status: 403 });
		const back = await takeBackConfiguration(developer, id, "It was a mistake");
		await isDone(back.id);
		expect(await dataOf("production", "configmaps", "settings")).toMatchObject({ ENVIRONMENT: "production" });
		expect(await changeOf(id)).toMatchObject({ status: "undone", mayUndo: false });
		await expect(takeBackConfiguration(developer, id, reason)).rejects.toMatchObject({
			code: "configuration-not-done",
		});
		await rolledOut(6);
	}, 90_000);

	it("that pods cannot start with is put back by itself where failed deployments are", async () => {
		const { id } = await change({ environment: "production", key: "LOG_LEVEL", value: "loud" });
		const failed = await vi.waitFor(
			() => db().deployment.findFirstOrThrow({ where: { kind: "configure", status: "failed" } }),
			soon,
		);
		expect(failed.outcome).toMatchObject({ code: "crash-loop" });
		await putBackAfterFailure(failed.id);
		await putBackAfterFailure(failed.id);
		await vi.waitFor(async () => expect(await changeOf(id)).toMatchObject({ status: "undone" }), soon);
		expect(await dataOf("production", "configmaps", "settings")).toMatchObject({ LOG_LEVEL: "info" });
		const [newest] = (await listChanges(developer, { service: "checkout" })).items;
		expect(newest).toMatchObject({ undoOfId: id, actor: { kind: "automation", id: "auto-rollback" } });
		await vi.waitFor(async () => {
			const newer = await db().deployment.findFirstOrThrow({ orderBy: { requestedAt: "desc" } });
			expect(newer).toMatchObject({ kind: "configure", status: "watching" });
		}, soon);
	}, 120_000);

	it("waits while the environment is frozen, unless somebody passes that over", async () => {
		const { id: environmentId } = await db().environment.findUniqueOrThrow({ where: { name: "staging" } });
		const window = { timeZone: "UTC", startsAt: "2020-01-01T00:00", minutes: 1_440, rule: "FREQ=DAILY", createdBy: {} };
		const { id } = await db().freezeWindow.create({ data: { environmentId, name: "Sale", reason: "Sale", ...window } });
		expect((await read()).columns[0]?.freeze).toMatchObject({ name: "Sale" });
		const wish = { key: "LOG_LEVEL", value: "info" };
		await expect(change(wish)).rejects.toMatchObject({ code: "configuration-frozen" });
		const { resourceVersion, object } = await cellOf("LOG_LEVEL", "staging");
		const at = { environment: "staging", object: object ?? "", resourceVersion: resourceVersion ?? "" };
		const before = await db().deployment.count();
		const asked = await changeConfiguration(operator, "checkout", { ...at, ...wish, kind: "ConfigMap", reason });
		await isDone(asked.id);
		const audited = await db().auditEntry.findFirst({ where: { subjectId: asked.id, outcome: "done" } });
		expect(audited?.after).toMatchObject({ freeze: "Sale" });
		await db().freezeWindow.delete({ where: { id } });
		await vi.waitFor(async () => {
			const [newest, ...older] = await db().deployment.findMany({ orderBy: { requestedAt: "desc" } });
			expect(older).toHaveLength(before);
			expect(newest).toMatchObject({ kind: "configure", status: "watching" });
		}, soon);
	}, 60_000);

	it.each([
		["an immutable object", { key: "region", value: "eu-2" }, "configuration-immutable"],
		["a key that pods need", { kind: "Secret", key: "provider", value: null }, "configuration-needed"],
		["an undo of a secret", { kind: "Secret", key: "provider", value: "x", undoMinutes: 5 }, "configuration-no-undo"],
		["what it says already", { key: "LOG_LEVEL", value: "info" }, "configuration-same"],
		[
			"an object that nothing refers to",
			{ key: "LOG_LEVEL", value: "x", object: "others" },
			"configuration-not-referred",
		],
		[
			"an object that is not there",
			{ environment: "production", key: "TUNING", value: "9" },
			"configuration-not-found",
		],
	] as const)("of %s is refused with its reason", async (_, wish, code) => {
		const resourceVersion = wish.key === "TUNING" ? { resourceVersion: "1" } : {};
		await expect(change({ ...wish, ...resourceVersion })).rejects.toMatchObject({ code });
	});
});
