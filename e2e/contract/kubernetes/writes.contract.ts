import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeNamespace, openNamespace, patchType, send } from "./cluster.ts";
import { configMap, deployment, status } from "./shapes.ts";

// Tier: both. What Lazo needs of any cluster when it writes: patches, dry runs, preconditions and defaults.

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

describe("writes", () => {
	test("a stored Deployment carries the defaults, a uid and generation 1", async () => {
		const created = deployment.parse((await send("POST", deployments(), { body: idle("defaults") })).body);
		expect(created.metadata).toMatchObject({ generation: 1, uid: expect.stringMatching(/^[0-9a-f-]{36}$/) });
		expect(created.spec).toMatchObject({
			revisionHistoryLimit: 10,
			progressDeadlineSeconds: 600,
			strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
			template: {
				spec: {
					restartPolicy: "Always",
					terminationGracePeriodSeconds: 30,
					dnsPolicy: "ClusterFirst",
					schedulerName: "default-scheduler",
					containers: [{ imagePullPolicy: "IfNotPresent", terminationMessagePath: "/dev/termination-log" }],
				},
			},
		});
	});

	test("dryRun=All answers as the write would, and writes nothing", async () => {
		const path = `${maps()}/dry`;
		expect((await send("POST", `${maps()}?dryRun=All`, { body: map("dry") })).status).toBe(201);
		expect((await send("GET", path)).status).toBe(404);
		const before = configMap.parse((await send("POST", maps(), { body: map("dry", { a: "1" }) })).body);
		const dry = await send("PATCH", `${path}?dryRun=All`, { body: { data: { a: "2" } }, type: patchType.merge });
		expect(configMap.parse(dry.body).data).toEqual({ a: "2" });
		expect(configMap.parse((await send("GET", path)).body)).toEqual(before);
	});

	test("dryRun of a patch is validated like the patch itself", async () => {
		await send("POST", deployments(), { body: idle("dry-invalid") });
		const refused = await send("PATCH", `${deployments()}/dry-invalid?dryRun=All`, {
			body: { spec: { replicas: -2 } },
			type: patchType.merge,
		});
		expect(refused.status).toBe(422);
	});

	test("a write with a stale resourceVersion is 409 Conflict, as PUT and as PATCH", async () => {
		const first = configMap.parse((await send("POST", maps(), { body: map("raced", { a: "1" }) })).body);
		const { resourceVersion } = first.metadata;
		await send("PATCH", `${maps()}/raced`, { body: { data: { a: "2" } }, type: patchType.merge });
		const stale = { metadata: { name: "raced", resourceVersion }, data: { a: "3" } };
		const put = await send("PUT", `${maps()}/raced`, { body: { apiVersion: "v1", kind: "ConfigMap", ...stale } });
		expect(put.status).toBe(409);
		expect(status.parse(put.body)).toMatchObject({
			reason: "Conflict",
			message:
				'Operation cannot be fulfilled on configmaps "raced": the object has been modified; please apply your changes to the latest version and try again',
		});
		const patch = await send("PATCH", `${maps()}/raced`, { body: stale, type: patchType.merge });
		expect(patch.status).toBe(409);
		expect(configMap.parse((await send("GET", `${maps()}/raced`)).body).data).toEqual({ a: "2" });
	});

	test("a write that changes nothing keeps the resourceVersion", async () => {
		const first = configMap.parse((await send("POST", maps(), { body: map("same", { a: "1" }) })).body);
		const again = await send("PATCH", `${maps()}/same`, { body: { data: { a: "1" } }, type: patchType.merge });
		expect(configMap.parse(again.body).metadata.resourceVersion).toBe(first.metadata.resourceVersion);
	});

	test("the generation grows with the spec and not with labels", async () => {
		await send("POST", deployments(), { body: idle("counted") });
		const labelled = await send("PATCH", `${deployments()}/counted`, {
			body: { metadata: { labels: { a: "b" } } },
			type: patchType.merge,
		});
		const before = deployment.parse(labelled.body).metadata.generation ?? 0;
		const changed = await send("PATCH", `${deployments()}/counted`, {
			body: { spec: { revisionHistoryLimit: 3 } },
			type: patchType.merge,
		});
		expect(deployment.parse(changed.body).metadata.generation).toBe(before + 1);
	});

	test("a JSON patch tests, replaces and removes; one that does not fit is 422", async () => {
		await send("POST", maps(), { body: map("pointed", { a: "1", b: "2" }) });
		const patch = (body: unknown) => send("PATCH", `${maps()}/pointed`, { body, type: patchType.json });
		const done = await patch([
			{ op: "test", path: "/data/a", value: "1" },
			{ op: "replace", path: "/data/a", value: "3" },
			{ op: "remove", path: "/data/b" },
		]);
		expect(configMap.parse(done.body).data).toEqual({ a: "3" });
		const refused = await patch([{ op: "test", path: "/data/a", value: "1" }]);
		expect(refused.status).toBe(422);
		expect(status.parse(refused.body).reason).toBe("Invalid");
	});

	test("a merge patch replaces a list, a strategic one merges it by its key", async () => {
		const path = `${deployments()}/merged`;
		await send("POST", deployments(), { body: idle("merged") });
		const spec = (containers: unknown[]) => ({ spec: { template: { spec: { containers } } } });
		const added = { name: "app", env: [{ name: "B", value: "2" }] };
		const strategic = await send("PATCH", path, { body: spec([added]), type: patchType.strategic });
		const [container] = deployment.parse(strategic.body).spec.template.spec.containers;
		expect(container).toMatchObject({ image: "example.invalid/app:1" });
		expect(container?.env).toHaveLength(2);
		const removed = { name: "app", env: [{ name: "A", $patch: "delete" }] };
		const without = await send("PATCH", path, { body: spec([removed]), type: patchType.strategic });
		expect(deployment.parse(without.body).spec.template.spec.containers[0]?.env).toEqual([{ name: "B", value: "2" }]);
		const refused = await send("PATCH", path, { body: spec([added]), type: patchType.merge });
		expect(status.parse(refused.body).message).toContain("spec.template.spec.containers[0].image: Required value");
	});

	test("a server-side apply creates, then merges; without a manager it is 422", async () => {
		const path = `${maps()}/applied`;
		expect((await send("PATCH", path, { body: map("applied"), type: patchType.apply })).status).toBe(422);
		const apply = (data: Record<string, string>) =>
			send("PATCH", `${path}?fieldManager=contract&force=true`, { body: map("applied", data), type: patchType.apply });
		expect((await apply({ a: "1" })).status).toBe(201);
		const again = await apply({ a: "2" });
		expect(again.status).toBe(200);
		expect(configMap.parse(again.body).data).toEqual({ a: "2" });
	});

	test("the scale of a Deployment is read and patched on its own", async () => {
		await send("POST", deployments(), { body: idle("scaled") });
		const path = `${deployments()}/scaled/scale`;
		expect((await send("GET", path)).body).toMatchObject({
			kind: "Scale",
			apiVersion: "autoscaling/v1",
			status: { selector: "app=scaled" },
		});
		const scaled = await send("PATCH", `${path}?dryRun=All`, {
			body: { spec: { replicas: 4 } },
			type: patchType.merge,
		});
		expect(scaled.body).toMatchObject({ spec: { replicas: 4 } });
	});

	test("a precondition that does not hold keeps an object from being deleted", async () => {
		await send("POST", maps(), { body: map("kept") });
		const body = {
			apiVersion: "v1",
			kind: "DeleteOptions",
			preconditions: { uid: "00000000-0000-0000-0000-000000000000" },
		};
		expect((await send("DELETE", `${maps()}/kept`, { body })).status).toBe(409);
		const gone = await send("DELETE", `${maps()}/kept`);
		expect(gone.status).toBe(200);
		expect(status.parse(gone.body)).toMatchObject({ status: "Success", details: { name: "kept", kind: "configmaps" } });
		expect((await send("GET", `${maps()}/kept`)).status).toBe(404);
	});
});
