import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { closeNamespace, openNamespace, patchType, send } from "./cluster.ts";
import { status } from "./shapes.ts";

// Tier: both. What Lazo needs of any cluster to make something for a while and to take away just that.

const path = (name: string) => `/api/v1/namespaces/${name}`;
const marked = { metadata: { labels: { "lazo.dev/preview": "p1" } } };
const object = z.object({
	metadata: z.object({ uid: z.string(), deletionTimestamp: z.string().optional() }),
	status: z.object({ phase: z.string() }).optional(),
});
const items = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }) })) });
const map = (name: string, labels: Record<string, string> = {}) => ({ metadata: { name, labels }, data: { a: "1" } });
const deployment = {
	metadata: { name: "app", labels: { "lazo.dev/preview": "p1" } },
	spec: {
		replicas: 1,
		selector: { matchLabels: { "lazo.dev/preview": "p1" } },
		template: {
			metadata: { labels: { "lazo.dev/preview": "p1" } },
			spec: { containers: [{ name: "app", image: "example.invalid/app:1" }] },
		},
	},
};
const remove = (of: string, uid: string) =>
	send("DELETE", of, { body: { propagationPolicy: "Background", preconditions: { uid } } });
const held = z.object({ status: z.object({ conditions: z.array(z.looseObject({ type: z.string() })).default([]) }) });
const finalizersRemain = {
	...{ type: "NamespaceFinalizersRemaining", status: "True", reason: "SomeFinalizersRemain" },
	message: "Some content in the namespace has finalizers remaining: example.com/held in 1 resource instances",
};
const soon = { timeout: 60_000, interval: 200 };
const gone = (of: string) => vi.waitFor(async () => expect((await send("GET", of)).status).toBe(404), soon);

let namespace = "";
beforeAll(async () => {
	namespace = await openNamespace();
});
afterAll(() => closeNamespace(namespace));

describe("a namespace that is deleted", () => {
	test("is not deleted for another uid; then it terminates with all that is in it, and takes nothing new", async () => {
		const name = `${namespace}-own`;
		const created = await send("POST", "/api/v1/namespaces", { body: { metadata: { name, ...marked.metadata } } });
		expect(created.status).toBe(201);
		const { uid } = object.parse(created.body).metadata;
		// What a finalizer holds keeps the namespace in sight while it terminates.
		const withFinalizer = { ...map("held"), metadata: { name: "held", finalizers: ["example.com/held"] } };
		expect((await send("POST", `${path(name)}/configmaps`, { body: withFinalizer })).status).toBe(201);
		const workload = `/apis/apps/v1/namespaces/${name}/deployments`;
		expect((await send("POST", workload, { body: deployment })).status).toBe(201);
		const service = { metadata: { name: "app" }, spec: { selector: { app: "app" }, ports: [{ port: 80 }] } };
		expect((await send("POST", `${path(name)}/services`, { body: service })).status).toBe(201);
		expect(status.parse((await remove(path(name), "00000000-0000-4000-8000-000000000000")).body)).toMatchObject({
			...{ code: 409, reason: "Conflict" },
		});
		expect((await remove(path(name), uid)).status).toBe(200);
		const dying = object.parse((await send("GET", path(name))).body);
		expect(dying).toMatchObject({
			status: { phase: "Terminating" },
			metadata: { deletionTimestamp: expect.any(String) },
		});
		const refused = await send("POST", `${path(name)}/configmaps`, { body: map("late") });
		expect(status.parse(refused.body)).toMatchObject({
			...{ code: 403, reason: "Forbidden", details: { causes: [{ reason: "NamespaceTerminating" }] } },
		});
		await gone(`${workload}/app`);
		await vi.waitFor(async () => {
			const { conditions } = held.parse((await send("GET", path(name))).body).status;
			expect(conditions).toEqual(expect.arrayContaining([expect.objectContaining(finalizersRemain)]));
		}, soon);
		const body = { metadata: { finalizers: null } };
		await send("PATCH", `${path(name)}/configmaps/held`, { body, type: patchType.merge });
		await gone(path(name));
	}, 90_000);
});

describe("objects that carry a label", () => {
	const maps = () => `${path(namespace)}/configmaps`;

	test("are listed by it alone, and deleted only while they are the ones that were read", async () => {
		const created = await send("POST", maps(), { body: map("mine", { "lazo.dev/preview": "p1" }) });
		await send("POST", maps(), { body: map("theirs", { "lazo.dev/preview": "p2" }) });
		const found = await send("GET", `${maps()}?labelSelector=${encodeURIComponent("lazo.dev/preview=p1")}`);
		expect(items.parse(found.body).items.map(({ metadata }) => metadata.name)).toEqual(["mine"]);
		expect((await remove(`${maps()}/theirs`, object.parse(created.body).metadata.uid)).status).toBe(409);
		expect((await remove(`${maps()}/mine`, object.parse(created.body).metadata.uid)).status).toBe(200);
		await gone(`${maps()}/mine`);
	});

	test("are changed by a patch that tests the label, and left alone when it is another's", async () => {
		await send("POST", maps(), { body: map("tested", { "lazo.dev/preview": "p1" }) });
		const patch = (value: string) => ({
			type: patchType.json,
			body: [
				{ op: "test", path: "/metadata/labels/lazo.dev~1preview", value },
				{ op: "add", path: "/data", value: { a: "2" } },
			],
		});
		expect((await send("PATCH", `${maps()}/tested`, patch("p2"))).status).toBe(422);
		expect((await send("GET", `${maps()}/tested`)).body).toMatchObject({ data: { a: "1" } });
		expect((await send("PATCH", `${maps()}/tested`, patch("p1"))).body).toMatchObject({ data: { a: "2" } });
	});
});
