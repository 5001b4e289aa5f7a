import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { type ApiSession, signInByHttp } from "../harness/api-session.ts";
import { digestOf, runningDigest } from "../harness/bad-deploy.ts";
import { controlSandbox } from "../harness/control-sandbox.ts";
import { fireAlert } from "../harness/fire-alert.ts";
import { generationOf } from "../harness/kubernetes.ts";
import { liftHolds } from "../harness/lift-holds.ts";
import { deploymentsSince, type PlaceThen, placeNow } from "../harness/place-now.ts";
import { countAlerts, countDeliveries } from "../harness/product-database.ts";
import { cutPower } from "../harness/product-processes.ts";
import { retryAlerts } from "../harness/retry-alerts.ts";
import { alertsBody } from "../harness/send-webhook.ts";
import { until } from "../harness/until.ts";

// Web and worker are killed in one moment, with a deployment, a rollback and a storm of alerts under way, while the webhooks
// of GitHub and Alertmanager get lost. Each test looks at what came of one of them.
const product = inject("product");
const list = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
const withId = z.object({ id: z.string() });
const incident = z.object({
	title: z.looseObject({ code: z.string() }),
	suspect: z.object({ deploymentId: z.string() }).nullable(),
	item: z.object({ key: z.string() }).nullable(),
});
const run = z.object({ number: z.number(), workflow: z.string().nullable() });

const suffix = Date.now();
const families = [`StormErrors${suffix}`, `StormLatency${suffix}`];
const lostAlert = { alertname: `Lost${suffix}`, service: "identity", environment: "development", severity: "warning" };
const startsAt = new Date();
const ended = ["watching", "succeeded"];

let diego: ApiSession;
let deployed: PlaceThen & { id: string; wanted: string };
let rolledBack: PlaceThen & { id: string };
let knownRun: number;

beforeAll(async () => {
	diego = await signInByHttp(product.url, "diego");
	await liftHolds(product);
	knownRun = await newestRelease("invoices");
	const [good, bad] = await Promise.all([
		placeNow(product, diego, { service: "notifications", environment: "staging" }),
		placeNow(product, diego, { service: "checkout", environment: "staging" }),
	]);
	const versions = await Promise.all(["0.9.5", "0.9.6"].map((version) => digestOf(diego, "notifications", version)));
	const wanted = versions.find((digest) => digest !== good.digest) ?? "";
	const crashing = await digestOf(diego, "checkout", "1.9.0-rc.2");

	await controlSandbox(product, "break", "lost-webhook");
	await controlSandbox(product, "break", "bad-version", "invoices");
	const failed = await deploy({ ...bad.place, digest: crashing });
	rolledBack = { ...bad, id: failed };
	await until(
		"a rollback",
		async () => (await deploymentsSince(diego, bad)).find((one) => one.rollbackOfId === failed),
		{
			seconds: 90,
			everyMs: 100,
		},
	);
	deployed = { ...good, wanted, id: await deploy({ ...good.place, digest: wanted }) };
	await fireAlert(product, lostAlert, { startsAt, endsAt: new Date(Date.now() + 600_000) });
	const bodies = stormOf(1_000);
	for (const body of bodies.slice(0, 20)) await retryAlerts(product, body);
	const { served } = cutPower(product);
	for (const body of bodies.slice(20)) await retryAlerts(product, body);
	await served;
}, 240_000);

afterAll(async () => {
	await controlSandbox(product, "mend", "all");
	await fireAlert(product, lostAlert, { startsAt, endsAt: new Date() });
});

describe("when web and worker are killed in one moment", () => {
	it("a deployment under way ends once, with the version that was asked for", async () => {
		await until("the end of the rollout", async () => ended.includes((await statusOf(deployed.id)) ?? ""), {
			seconds: 90,
		});
		expect(await runningDigest(diego, deployed.place)).toBe(deployed.wanted);
		expect((await deploymentsSince(diego, deployed)).map(({ id }) => id)).toEqual([deployed.id]);
		expect(await writesSince(deployed)).toBe(1);
	}, 100_000);

	it("a rollback under way ends once, back at the version that worked, with one incident and its item", async () => {
		const rollbacks = async () => (await deploymentsSince(diego, rolledBack)).filter(({ kind }) => kind === "rollback");
		await until("the end of the rollback", async () => ended.includes((await rollbacks())[0]?.status ?? ""), {
			seconds: 90,
		});
		expect(await runningDigest(diego, rolledBack.place)).toBe(rolledBack.digest);
		expect((await rollbacks()).map(({ rollbackOfId }) => rollbackOfId)).toEqual([rolledBack.id]);
		expect(await writesSince(rolledBack)).toBe(2);
		const opened = await until("an incident of the rollout", async () => {
			const all = await incidentsOf(rolledBack.place);
			const own = all.filter(({ title, suspect }) => title.code !== "alert" && suspect?.deploymentId === rolledBack.id);
			return own.length > 0 && own;
		});
		expect(opened).toHaveLength(1);
		expect(opened[0]?.item?.key).toMatch(/^PAY-\d+$/);
	}, 100_000);

	it("a storm of 1,000 alerts opens one incident and files one item per family, and no alert is missing", async () => {
		await until("every delivery worked", async () => (await countDeliveries(product, "unworked")) === 0, {
			seconds: 90,
		});
		const counts = await Promise.all(families.map((name) => countAlerts(product, name)));
		expect(counts).toEqual([500, 500]);
		const all = await incidentsOf({ service: "shipping", environment: "staging" });
		const stormy = all.filter(({ title }) => families.includes(String(title.alert)));
		expect(stormy.map(({ title }) => title.alert).sort()).toEqual(families);
		expect(new Set(stormy.map(({ item }) => item?.key ?? "none")).size).toBe(2);
		expect(stormy.every(({ item }) => item !== null)).toBe(true);
	}, 100_000);

	it("a run that GitHub's webhook should have told of is found", async () => {
		await until("the run nobody told of", async () => (await newestRelease("invoices")) > knownRun, { seconds: 100 });
	}, 110_000);

	it("an alert that Alertmanager's webhook should have told of is found, and opens its incident", async () => {
		const about = { service: lostAlert.service, environment: lostAlert.environment };
		const found = await until("the incident of the alert nobody told of", async () =>
			(await incidentsOf(about)).find(({ title }) => title.alert === lostAlert.alertname),
		);
		expect(found.item).not.toBeNull();
	}, 70_000);
});

async function deploy(to: { service: string; environment: string; digest: string }): Promise<string> {
	return (await diego.post("/deployments", to, withId)).id;
}

const statusOf = async (id: string) => (await diego.get(`/deployments/${id}`, z.object({ status: z.string() }))).status;

/** How often the spec of the place's Deployment was written since. */
async function writesSince({ place, generation }: PlaceThen): Promise<number> {
	return (await generationOf(product, { namespace: place.environment, name: place.service })).generation - generation;
}

const incidentsOf = async ({ service, environment }: { service: string; environment: string }) =>
	(await diego.get(`/incidents?service=${service}&environment=${environment}&limit=50`, list(incident))).items;

async function newestRelease(service: string): Promise<number> {
	const { items } = await diego.get(`/runs?service=${service}&limit=20`, list(run));
	return Math.max(0, ...items.filter(({ workflow }) => workflow === "release").map(({ number }) => number));
}

/** Webhooks of twenty alerts each, which belong to the families in turn. */
function stormOf(size: number): string[] {
	const alerts = Array.from({ length: size }, (_, index) => ({
		alertname: families[index % families.length] ?? "",
		service: "shipping",
		environment: "staging",
		instance: `pod-${index}`,
	}));
	return Array.from({ length: size / 20 }, (_, index) =>
		alertsBody(alerts.slice(index * 20, index * 20 + 20), startsAt),
	);
}
