import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { startTestCluster, type TestCluster } from "#server/deployments/testing/cluster.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { newSealKeys } from "#server/platform/seal.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { addConnection } from "./add-connection.ts";
import { listConnections } from "./list-connections.ts";
import { removeConnection } from "./remove-connection.ts";
import type { NewConnection } from "./schema.ts";
import { tryConnection } from "./try-connection.ts";

const operator: Actor = {
	...{ kind: "person", id: "diego", login: "diego", name: "Diego", teamIds: [], sessionId: "s" },
	grants: [{ role: "devops", teamId: null, environment: null }],
};
const kubeconfigSchema = z.object({
	clusters: z.tuple([
		z.object({ cluster: z.object({ server: z.string(), "certificate-authority-data": z.string() }) }),
	]),
	users: z.tuple([z.object({ user: z.object({ token: z.string() }) })]),
});

let database: TestDatabase;
let cluster: TestCluster;
let known: { url: string; credential: string; ca: string };

beforeAll(async () => {
	const keys = newSealKeys();
	process.env.SEAL_PUBLIC_KEY = keys.publicKey;
	process.env.SEAL_PRIVATE_KEY = keys.privateKey;
	database = await createTestDatabase();
	cluster = await startTestCluster();
	const { clusters, users } = kubeconfigSchema.parse(parse(readFileSync(cluster.kubeconfigFile, "utf8")));
	const { server, "certificate-authority-data": ca } = clusters[0].cluster;
	known = { url: server, credential: users[0].user.token, ca: Buffer.from(ca, "base64").toString() };
}, 120_000);
afterAll(async () => {
	await cluster?.stop();
	await database.drop();
}, 60_000);

/** Adds a system, tries it, and reads what its card would say. */
async function added(connection: NewConnection) {
	const { id } = await addConnection(operator, connection);
	const result = await tryConnection(id);
	const { items } = await listConnections();
	return { id, result, card: items.find((item) => item.id === id) };
}

describe("a cluster that is connected in the settings", () => {
	it("answers with its version, and its credential is not read again", async () => {
		const { result, card } = await added({ kind: "kubernetes", name: "right", ...known });
		expect(result).toMatchObject({ ok: true, version: expect.stringMatching(/^v1\./) });
		expect(card).toMatchObject({ lastError: null, hasCredential: true, version: result?.version });
		expect(JSON.stringify(card)).not.toContain(known.credential);
	});

	it("says that its certificate is not trusted where its authority is left out", async () => {
		const { card } = await added({ kind: "kubernetes", name: "no-authority", ...known, ca: undefined });
		expect(card).toMatchObject({ lastSuccessAt: null, lastError: { code: "cluster-untrusted" } });
	});

	it("says that its credential is not accepted", async () => {
		const { card } = await added({ kind: "kubernetes", name: "wrong-token", ...known, credential: "wrong" });
		expect(card?.lastError).toMatchObject({ code: "cluster-unauthorized" });
	});

	it("is refused with an authority that is no certificate", async () => {
		const wrong = { kind: "kubernetes", name: "no-certificate", ...known, ca: "not a certificate" } as const;
		await expect(addConnection(operator, wrong)).rejects.toThrow("A certificate in PEM");
		expect(await db().connection.count({ where: { name: "no-certificate" } })).toBe(0);
	});
});

it("forgets how one went that was removed under the same name", async () => {
	const { id, card } = await added({ kind: "prometheus", name: "metrics", url: "http://127.0.0.1:1" });
	expect(card?.lastError).toMatchObject({ code: "ECONNREFUSED" });
	await removeConnection(operator, id);
	expect(await tryConnection(id)).toBeNull();
	await addConnection(operator, { kind: "prometheus", name: "metrics", url: "http://127.0.0.1:2" });
	const { items } = await listConnections();
	expect(items.find((item) => item.id === id)).toMatchObject({
		lastError: null,
		lastErrorAt: null,
		lastSuccessAt: null,
	});
});

it("reads one GitHub organisation, and says which one when a second is added", async () => {
	const acme = { kind: "github", name: "acme", url: "http://127.0.0.1:1", credential: "t" } as const;
	const { id } = await addConnection(operator, acme);
	await expect(addConnection(operator, { ...acme, name: "other" })).rejects.toThrow(/"acme" is connected/);
	await removeConnection(operator, id);
	await expect(addConnection(operator, { ...acme, name: "other" })).resolves.toMatchObject({ id: expect.any(String) });
});

it("takes one of two that are added at once", async () => {
	const twice = { kind: "prometheus", name: "twice", credential: "t" } as const;
	const answers = await Promise.allSettled(
		["http://127.0.0.1:1", "http://127.0.0.1:2"].map((url) => addConnection(operator, { ...twice, url })),
	);
	expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
	expect(
		await db().loopEvent.count({ where: { type: "connection.added", data: { path: ["name"], equals: "twice" } } }),
	).toBe(1);
});
