import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { getDeploymentPlan } from "../get-deployment-plan.ts";
import { makeService, makeTeam, noteVersion } from "../testing/company.ts";
import { makePerson, makePlaces } from "../testing/place.ts";
import { listReadiness } from "./list-readiness.ts";

const digest = `sha256:${"a".repeat(64)}`;
let database: TestDatabase;
let operator: Actor;

beforeAll(async () => {
	database = await createTestDatabase();
	const team = await makeTeam("payments");
	operator = await makePerson("the-operator", team.teamId, "devops");
	await makeService("checkout", team.teamId);
	await makePlaces("checkout", ["staging", "production"]);
	await noteVersion({ service: "checkout", version: "2.0.0", digest, repository: "registry.test/checkout" });
});
afterAll(() => database?.drop());

const inPlace = async (environment: string) => {
	const { items } = await listReadiness(operator, "checkout");
	const place = items.find((one) => one.environment.name === environment);
	return { ...place, states: new Map(place?.rules.map(({ code, state }) => [code, state])) };
};
const gateIn = async (environment: string) =>
	(await getDeploymentPlan(operator, { service: "checkout", environment, digest })).gates.find(
		({ code }) => code === "readiness-rules",
	);

/** What the observer leaves of a workload in production: its newest template and how many pods it asks for. */
async function observe({
	image,
	replicas,
	minReadySeconds,
}: {
	image: string;
	replicas: number;
	minReadySeconds: number;
}) {
	const target = await db().deploymentTarget.findFirstOrThrow({ where: { namespace: "production" } });
	const { connectionId, namespace, kind, name } = target;
	const now = new Date();
	const app = {
		...{ name: "app", image, readinessProbe: { httpGet: { path: "/readyz", port: 8080 } } },
		resources: { requests: { cpu: 1, memory: "64Mi" }, limits: { memory: "256Mi" } },
	};
	const sidecar = { ...app, name: "proxy", image: "proxy:1.2.3" };
	await db().revisionTemplate.create({
		data: {
			...{ targetId: target.id, hash: image, image, firstSeenAt: now, lastSeenAt: now },
			template: { spec: { containers: [sidecar, app] } },
		},
	});
	const counts = { desired: replicas, updated: replicas, ready: replicas, available: replicas, minReadySeconds };
	const facts = { ...counts, generation: 1, observedGeneration: 1, createdAt: now, observedAt: now };
	await db().workload.upsert({
		where: { connectionId_namespace_kind_name: { connectionId, namespace, kind, name } },
		create: { connectionId, namespace, kind, name, uid: "u", ...facts },
		update: facts,
	});
}

describe("before a cluster has told anything of a service", () => {
	it("what it would tell is unknown, and what the catalog says counts", async () => {
		const { states, passed, of } = await inPlace("production");
		expect(states.get("readiness-probe")).toBe("unknown");
		expect(states.get("owner-known")).toBe("pass");
		expect([passed, of]).toEqual([1, 8]);
	});

	it("asks for several replicas in production only", async () => {
		expect((await inPlace("staging")).of).toBe(7);
	});

	it("production is warned of what fails, not of what is unknown; other environments are not", async () => {
		expect(await gateIn("production")).toMatchObject({
			state: "warn",
			params: { count: 2, of: 8, rules: "objective-declared runbook-linked" },
		});
		expect(await gateIn("staging")).toBeUndefined();
	});
});

describe("once a workload has been observed", () => {
	it("every rule says what is so, by the newest template", async () => {
		await observe({ image: "checkout:latest", replicas: 1, minReadySeconds: 0 });
		const { states } = await inPlace("production");
		const failing = [...states].flatMap(([code, state]) => (state === "fail" ? [code] : []));
		expect(failing).toEqual([
			...["several-replicas", "image-pinned", "min-ready-seconds", "objective-declared", "runbook-linked"],
		]);
	});

	it("does not count against a deployment what it puts right: its image comes by digest", async () => {
		expect((await gateIn("production"))?.params.rules).not.toContain("image-pinned");
	});

	it("an autoscaler's least replicas count, not those of the moment", async () => {
		await observe({ image: `checkout@${digest}`, replicas: 6, minReadySeconds: 10 });
		const { connectionId } = await db().deploymentTarget.findFirstOrThrow();
		const about = { connectionId, namespace: "production", targetKind: "Deployment", targetName: "checkout" };
		const bounds = { minReplicas: 1, maxReplicas: 9, current: 6, desired: 6, observedAt: new Date() };
		await db().autoscaler.create({ data: { ...about, ...bounds, name: "checkout" } });
		expect((await inPlace("production")).states.get("several-replicas")).toBe("fail");
		await db().autoscaler.updateMany({ data: { minReplicas: 2 } });
		expect((await inPlace("production")).states.get("several-replicas")).toBe("pass");
	});

	it("passes the gate when all is in place", async () => {
		const annotations = { "lazo.dev/slo-target": "99.5" };
		const links = [{ url: "https://runbooks.test/checkout", title: "Runbook" }];
		await db().entity.updateMany({ where: { name: "checkout" }, data: { annotations, links } });
		expect(await inPlace("production")).toMatchObject({ passed: 8, of: 8 });
		expect(await gateIn("production")).toMatchObject({ state: "pass", params: { count: 0, of: 8 } });
	});
});
