import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeNamespace, openNamespace, send } from "./cluster.ts";
import { configMap, listOf, status } from "./shapes.ts";

// Tier: both. What Lazo needs of any cluster when it reads: discovery, refusals, pages and selectors.

let namespace = "";
const maps = () => `/api/v1/namespaces/${namespace}/configmaps`;
const deployments = () => `/apis/apps/v1/namespaces/${namespace}/deployments`;
const map = (name: string, data: Record<string, string> = {}, labels: Record<string, string> = {}) => ({
	apiVersion: "v1",
	kind: "ConfigMap",
	metadata: { name, labels },
	data,
});
const idle = (name: string) => ({
	apiVersion: "apps/v1",
	kind: "Deployment",
	metadata: { name },
	spec: {
		replicas: 0,
		selector: { matchLabels: { app: name } },
		template: {
			metadata: { labels: { app: name } },
			spec: { containers: [{ name: "app", image: "example.invalid/app:1", env: [{ name: "A", value: "1" }] }] },
		},
	},
});

beforeAll(async () => {
	namespace = await openNamespace();
});
afterAll(() => closeNamespace(namespace));

describe("discovery", () => {
	test("the version, the groups and the resources with their verbs can be read", async () => {
		expect((await send("GET", "/version")).body).toMatchObject({
			major: "1",
			gitVersion: expect.stringMatching(/^v1\./),
		});
		expect((await send("GET", "/readyz")).body).toBe("ok");
		const apps = await send("GET", "/apis/apps/v1");
		expect(apps.body).toMatchObject({
			kind: "APIResourceList",
			groupVersion: "apps/v1",
			resources: expect.arrayContaining([
				expect.objectContaining({
					name: "deployments",
					kind: "Deployment",
					namespaced: true,
					shortNames: ["deploy"],
					verbs: expect.arrayContaining(["get", "list", "watch", "patch"]),
				}),
				expect.objectContaining({ name: "deployments/scale", kind: "Scale", group: "autoscaling" }),
			]),
		});
	});
});

describe("refusals", () => {
	const refusal = async (reply: Promise<{ status: number; body: unknown }>) => {
		const { status: code, body } = await reply;
		return { code, ...status.parse(body), http: code };
	};

	test("a token that nobody issued is 401 Unauthorized", async () => {
		const refused = await refusal(send("GET", maps(), { token: "nobody" }));
		expect(refused).toMatchObject({
			http: 401,
			code: 401,
			reason: "Unauthorized",
			message: "Unauthorized",
			status: "Failure",
		});
	});

	test("an object that is not there is 404 and is named", async () => {
		expect(await refusal(send("GET", `${deployments()}/nothing`))).toMatchObject({
			http: 404,
			reason: "NotFound",
			message: 'deployments.apps "nothing" not found',
			details: { name: "nothing", group: "apps", kind: "deployments" },
		});
		expect(await refusal(send("GET", `/api/v1/namespaces/${namespace}/pods/nothing`))).toMatchObject({
			message: 'pods "nothing" not found',
			details: { name: "nothing", kind: "pods" },
		});
	});

	test("a name that is taken is 409 AlreadyExists", async () => {
		expect((await send("POST", maps(), { body: map("taken") })).status).toBe(201);
		expect(await refusal(send("POST", maps(), { body: map("taken") }))).toMatchObject({
			http: 409,
			reason: "AlreadyExists",
			message: 'configmaps "taken" already exists',
			details: { name: "taken", kind: "configmaps" },
		});
	});

	test("a namespace that is not there is 404 for what should go into it", async () => {
		const path = "/api/v1/namespaces/contract-nowhere/configmaps";
		expect(await refusal(send("POST", path, { body: map("x") }))).toMatchObject({
			http: 404,
			message: 'namespaces "contract-nowhere" not found',
		});
	});

	test("required fields that are missing are 422 Invalid, one cause each", async () => {
		const body = idle("incomplete");
		const refused = await refusal(
			send("POST", deployments(), {
				body: {
					...body,
					spec: { ...body.spec, template: { ...body.spec.template, spec: { containers: [{ name: "app" }] } } },
				},
			}),
		);
		expect(refused).toMatchObject({
			http: 422,
			reason: "Invalid",
			message: 'Deployment.apps "incomplete" is invalid: spec.template.spec.containers[0].image: Required value',
			details: {
				name: "incomplete",
				group: "apps",
				kind: "Deployment",
				causes: [
					{ reason: "FieldValueRequired", message: "Required value", field: "spec.template.spec.containers[0].image" },
				],
			},
		});
	});

	test("negative replicas, and labels that the selector does not match, are 422 Invalid", async () => {
		const body = idle("negative");
		const negative = await refusal(
			send("POST", deployments(), { body: { ...body, spec: { ...body.spec, replicas: -1 } } }),
		);
		expect(negative).toMatchObject({
			http: 422,
			message:
				'Deployment.apps "negative" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
		});
		const stray = { ...body, spec: { ...body.spec, selector: { matchLabels: { app: "other" } } } };
		const refused = await refusal(send("POST", deployments(), { body: stray }));
		expect(refused.http).toBe(422);
		expect(refused.message).toContain("`selector` does not match template `labels`");
	});

	test("a patch in a format that is not known is 415", async () => {
		await send("POST", maps(), { body: map("patchless") });
		const refused = await refusal(send("PATCH", `${maps()}/patchless`, { body: {}, type: "application/json" }));
		expect(refused).toMatchObject({ http: 415, reason: "UnsupportedMediaType" });
	});

	test("a field selector that is not supported is 400", async () => {
		const pods = `/api/v1/namespaces/${namespace}/pods`;
		const refused = await refusal(send("GET", `${pods}?fieldSelector=data.x%3D1`));
		expect(refused).toMatchObject({
			http: 400,
			reason: "BadRequest",
			message: expect.stringContaining("field label not supported: data.x"),
		});
		// Kinds whose only fields are name and namespace say it in other words.
		const refusedMaps = await refusal(send("GET", `${maps()}?fieldSelector=data.x%3D1`));
		expect(refusedMaps).toMatchObject({
			http: 400,
			reason: "BadRequest",
			message: expect.stringContaining("data.x"),
		});
	});
});

describe("lists", () => {
	const names = async (query: string) => {
		const list = listOf(configMap.omit({ kind: true })).parse((await send("GET", `${maps()}?${query}`)).body);
		return { names: list.items.map((item) => item.metadata.name), ...list.metadata };
	};

	beforeAll(async () => {
		for (const [name, tier] of Object.entries({ a: "one", b: "two", c: "one", d: "three", e: "one" })) {
			await send("POST", maps(), { body: map(`page-${name}`, {}, { paged: "yes", tier }) });
		}
	});

	test("pages follow each other at one revision, whatever happens in between", async () => {
		const first = await names("limit=2&labelSelector=paged%3Dyes");
		expect(first.names).toEqual(["page-a", "page-b"]);
		await send("POST", maps(), { body: map("page-bb", {}, { paged: "yes", tier: "late" }) });
		const second = await names(`limit=2&labelSelector=paged%3Dyes&continue=${encodeURIComponent(first.continue)}`);
		expect(second.names).toEqual(["page-c", "page-d"]);
		expect(second.resourceVersion).toBe(first.resourceVersion);
		const third = await names(`limit=2&labelSelector=paged%3Dyes&continue=${encodeURIComponent(second.continue)}`);
		expect(third.names).toEqual(["page-e"]);
		expect(third.continue).toBe("");
		await send("DELETE", `${maps()}/page-bb`);
	});

	test("a list without selectors says how many remain", async () => {
		const first = await names("limit=2");
		expect(first.remainingItemCount).toBeGreaterThan(2);
	});

	test.each([
		["tier%3Done,paged", ["page-a", "page-c", "page-e"]],
		["paged,tier!%3Done", ["page-b", "page-d"]],
		["tier%20in%20(two,three)", ["page-b", "page-d"]],
		["paged,tier%20notin%20(one,two)", ["page-d"]],
	])("labelSelector=%s", async (selector, expected) => {
		expect((await names(`labelSelector=${selector}`)).names).toEqual(expected);
	});

	test("fieldSelector=metadata.name finds one", async () => {
		expect((await names("fieldSelector=metadata.name%3Dpage-c")).names).toEqual(["page-c"]);
	});
});
