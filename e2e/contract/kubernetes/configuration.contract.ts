import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { closeNamespace, images, openNamespace, patchType, send } from "./cluster.ts";
import { coreEvent, listOf, pod, status } from "./shapes.ts";

// Tier: both. ConfigMaps and Secrets: how one key is written, what refuses it, and how pods get it.

let namespace = "";
const at = (plural: string, name = "") => `/api/v1/namespaces/${namespace}/${plural}${name && `/${name}`}`;
const merge = (path: string, body: object) => send("PATCH", path, { body, type: patchType.merge });
const make = (kind: "ConfigMap" | "Secret", name: string, body: object) =>
	send("POST", at(`${kind.toLowerCase()}s`), { body: { apiVersion: "v1", kind, metadata: { name }, ...body } });
const holder = z.object({
	metadata: z.object({ resourceVersion: z.string() }),
	data: z.record(z.string(), z.string()).default({}),
});
const read = async (path: string) => holder.parse((await send("GET", path)).body);
const base64 = (text: string) => Buffer.from(text).toString("base64");

beforeAll(async () => {
	namespace = await openNamespace();
});
afterAll(() => closeNamespace(namespace));

describe("a Secret", () => {
	test("keeps what is written as text in base64, and tells it so", async () => {
		const made = await make("Secret", "texts", { stringData: { password: "of the sea" } });
		expect(made.status).toBe(201);
		expect(made.body).toMatchObject({ type: "Opaque", data: { password: base64("of the sea") } });
		expect(made.body).not.toHaveProperty("stringData");
	});

	test("whose value is no base64 is 400", async () => {
		const refused = await make("Secret", "odd", { data: { password: "?" } });
		expect(refused.status).toBe(400);
		expect(status.parse(refused.body)).toMatchObject({ reason: "BadRequest" });
	});
});

describe.each([
	["ConfigMap", (text: string) => text],
	["Secret", base64],
] as const)("one key of a %s", (kind, encoded) => {
	const plural = `${kind.toLowerCase()}s`;

	test("is written, added and taken out on the version that was read, and the others stay", async () => {
		await make(kind, "keys", { data: { a: encoded("1"), b: encoded("2") } });
		const path = at(plural, "keys");
		const { resourceVersion } = (await read(path)).metadata;
		const written = await merge(path, { metadata: { resourceVersion }, data: { a: encoded("one"), c: encoded("3") } });
		expect(written.status).toBe(200);
		const next = holder.parse(written.body);
		expect(next.data).toEqual({ a: encoded("one"), b: encoded("2"), c: encoded("3") });
		const { resourceVersion: newer } = next.metadata;
		const without = await merge(path, { metadata: { resourceVersion: newer }, data: { b: null } });
		expect(holder.parse(without.body).data).toEqual({ a: encoded("one"), c: encoded("3") });
		const late = await merge(path, { metadata: { resourceVersion }, data: { a: encoded("late") } });
		expect(late.status).toBe(409);
		expect(status.parse(late.body).message).toContain(`Operation cannot be fulfilled on ${plural} "keys"`);
		expect((await read(path)).data.a).toBe(encoded("one"));
	});

	test("with a name that no file could have is 422", async () => {
		await make(kind, "named", {});
		const refused = await merge(at(plural, "named"), { data: { "a b": encoded("1") } });
		expect(refused.status).toBe(422);
		const { message, details } = status.parse(refused.body);
		expect(message).toContain("a valid config key must consist of alphanumeric characters");
		expect(details?.causes).toMatchObject([{ reason: "FieldValueInvalid", field: "data[a b]" }]);
	});

	test("of an immutable one stays for ever, and so does that it is immutable", async () => {
		await make(kind, "fixed", { data: { a: encoded("1") }, immutable: true });
		const changed = await merge(at(plural, "fixed"), { data: { a: encoded("2") } });
		expect(changed.status).toBe(422);
		expect(status.parse(changed.body)).toMatchObject({
			reason: "Invalid",
			message: `${kind} "fixed" is invalid: data: Forbidden: field is immutable when \`immutable\` is set`,
		});
		const opened = await merge(at(plural, "fixed"), { immutable: false });
		expect(status.parse(opened.body).details?.causes).toMatchObject([
			{ reason: "FieldValueForbidden", field: "immutable" },
		]);
		const labelled = await merge(at(plural, "fixed"), { metadata: { labels: { of: "mine" } } });
		expect(labelled.status).toBe(200);
	});
});

describe("a pod", () => {
	test("that names a key which is not there waits for it, says which, and starts when it comes", async () => {
		await make("ConfigMap", "settings", { data: { LEVEL: "info" } });
		await make("Secret", "access", { stringData: { user: "app" } });
		const env = [
			{ name: "LEVEL", valueFrom: { configMapKeyRef: { name: "settings", key: "LEVEL" } } },
			{ name: "PASSWORD", valueFrom: { secretKeyRef: { name: "access", key: "password" } } },
		];
		const container = { name: "app", image: images().good, env, envFrom: [{ configMapRef: { name: "settings" } }] };
		const spec = { terminationGracePeriodSeconds: 1, containers: [container] };
		const body = { apiVersion: "v1", kind: "Pod", metadata: { name: "waiting" }, spec };
		expect((await send("POST", at("pods"), { body })).status).toBe(201);
		const stateOf = async () =>
			pod.parse((await send("GET", at("pods", "waiting"))).body).status.containerStatuses[0]?.state;
		const soon = { timeout: 50_000, interval: 200 };
		await vi.waitFor(async () => {
			expect((await stateOf())?.waiting).toMatchObject({ reason: "CreateContainerConfigError" });
			const told = listOf(coreEvent).parse((await send("GET", at("events"))).body).items;
			expect(told.map(({ message }) => message).join("\n")).toContain(
				`couldn't find key password in Secret ${namespace}/access`,
			);
		}, soon);
		await merge(at("secrets", "access"), { data: { password: base64("x") } });
		await vi.waitFor(async () => expect((await stateOf())?.running).toBeTruthy(), soon);
	}, 110_000);
});
