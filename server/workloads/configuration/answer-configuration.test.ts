import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { bearerCluster } from "#server/connectors/kubernetes/bearer-cluster.ts";
import { addCluster, closeClusters } from "#server/connectors/kubernetes/open-clusters.ts";
import { type Answering, answerWith } from "#server/platform/testing/answer-with.ts";
import { answerConfiguration } from "./answer-configuration.ts";

const connectionId = randomUUID();
const serviceId = randomUUID();
const map = (data: Record<string, string>) => ({ metadata: { resourceVersion: "7" }, data });
let answer: { status: number; body: object };
let asked: string[] = [];
let server: Answering;

beforeAll(async () => {
	process.env.RPC_SECRET ??= "only-for-this-test-only";
	process.env.DATABASE_URL ??= "postgres://nobody@127.0.0.1:1/none";
	server = await answerWith((request, response) => {
		asked.push(request.url ?? "");
		response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
	});
	const config = bearerCluster({ name: "harbor", url: "https://harbor.example", ca: null, token: "t" });
	await addCluster(connectionId, { ...config, url: server.url });
});
afterEach(() => {
	asked = [];
});
afterAll(async () => {
	await closeClusters();
	await server.close();
});

const read = async (name: string, kind: "ConfigMap" | "Secret" = "ConfigMap", notBefore = new Date(0)) => {
	const objects = [{ kind, name }];
	const input = { connectionId, namespace: "shop", serviceId, objects, notBefore: notBefore.toISOString() };
	return (await answerConfiguration(input)).items[0];
};

describe("answerConfiguration", () => {
	it("names verb and resource of a right that is missing", async () => {
		const body = {
			kind: "Status",
			message: 'secrets "access" is forbidden: User "lazo" cannot get resource "secrets"',
		};
		answer = { status: 403, body };
		expect(await read("access", "Secret")).toMatchObject({
			...{ object: null, readAt: null, failure: { code: "forbidden", verb: "get", resource: "secrets" } },
		});
		expect(asked).toEqual(["/api/v1/namespaces/shop/secrets/access"]);
	});

	it("asks the cluster once for pages that read again and again, and anew for what was changed since", async () => {
		answer = { status: 200, body: map({ LEVEL: "info" }) };
		await Promise.all([read("settings"), read("settings")]);
		await read("settings");
		expect(asked).toHaveLength(1);
		answer = { status: 200, body: map({ LEVEL: "debug" }) };
		const after = await read("settings", "ConfigMap", new Date(Date.now() + 1));
		expect(after?.object?.values).toMatchObject([{ key: "LEVEL", text: "debug" }]);
		expect(asked).toHaveLength(2);
	});

	it("tells what it read last, with its age, while the cluster is away", async () => {
		answer = { status: 200, body: map({ LEVEL: "info" }) };
		const before = await read("lasting");
		answer = { status: 503, body: { message: "shutting down" } };
		const later = await read("lasting", "ConfigMap", new Date(Date.now() + 1));
		expect(later).toMatchObject({ readAt: before?.readAt, failure: { code: "server-error" } });
		expect(later?.object).toEqual(before?.object);
	});

	it.each([
		["a key of a Secret", "Secret", { user: Buffer.from("app").toString("base64") }],
		["a password that somebody put into a ConfigMap", "ConfigMap", { DATABASE_PASSWORD: "of the sea" }],
		["an address with a password in it", "ConfigMap", { URL: "postgres://app:of-the-sea@db/shop" }],
	] as const)("keeps %s to itself", async (what, kind, data) => {
		const [key = ""] = Object.keys(data);
		answer = { status: 200, body: map(data) };
		const told = await read(`hidden-${key.toLowerCase().replaceAll("_", "-")}`, kind);
		expect(told?.object?.values, what).toMatchObject([{ key, hidden: true, text: null, bytes: 0 }]);
		expect(JSON.stringify(told)).not.toContain("sea");
	});

	it("tells of bytes and of long texts that they are there, and whether they are the same", async () => {
		const long = "x".repeat(20_000);
		answer = {
			status: 200,
			body: { ...map({ long }), binaryData: { icon: Buffer.from([0, 255]).toString("base64") } },
		};
		expect((await read("files"))?.object?.values).toMatchObject([
			{ key: "long", text: null, hidden: false, binary: false, bytes: 20_000 },
			{ key: "icon", text: null, hidden: false, binary: true, bytes: 2 },
		]);
	});

	it("asks nobody for a name that no object can have", async () => {
		expect(await read("../secrets/access")).toMatchObject({ object: null, failure: { code: "not-found" } });
		expect(asked).toEqual([]);
	});
});
