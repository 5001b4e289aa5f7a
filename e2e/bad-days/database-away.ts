import { beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { type ApiSession, signInByHttp } from "../harness/api-session.ts";
import { testBrowser } from "../harness/browser.ts";
import { setVariable } from "../harness/kubernetes.ts";
import { deploymentsSince, placeNow } from "../harness/place-now.ts";
import { countAlerts, countDeliveries } from "../harness/product-database.ts";
import { crashPostgres, freezePostgres } from "../harness/product-processes.ts";
import { retryAlerts } from "../harness/retry-alerts.ts";
import { alertsBody, sendAlerts } from "../harness/send-webhook.ts";
import { until } from "../harness/until.ts";

const product = inject("product");
const browser = testBrowser();
const awayMs = 30_000;
const place = { service: "notifications", environment: "development" };
const alertname = `WhileAway${Date.now()}`;
const aboutPlace = alertsBody([{ alertname, ...place, instance: "pod-1" }], new Date());

let diego: ApiSession;
beforeAll(async () => {
	diego = await signInByHttp(product.url, "diego");
});

const answers = async (path: string): Promise<number> =>
	(await fetch(`${product.url}${path}`, { signal: AbortSignal.timeout(10_000) })).status;
const serves = () => until("Lazo serves again", async () => (await answers("/readyz")) === 200);
const everythingWorked = () =>
	until("every delivery worked", async () => (await countDeliveries(product, "unworked")) === 0);

describe("Postgres that does not answer for 30 seconds", () => {
	it("is told by /readyz and on new pages; then pages come back by themselves and nothing is missing", async () => {
		const before = await placeNow(product, diego, place);
		const open = await browser.signedIn("diego", { path: `/services/${place.service}?tab=deployments` });
		const heading = open.getByRole("heading", { name: "Notifications", level: 1 });
		await heading.waitFor();
		const fresh = await browser.signedIn("ana");
		browser.expectProblems(/.*/);

		const release = freezePostgres(product);
		const since = Date.now();
		try {
			await until("/readyz says so", async () => (await answers("/readyz")) === 503, { seconds: 20 });
			expect(await answers("/healthz")).toBe(200);
			const refused = sendAlerts(product, aboutPlace);
			const target = { namespace: place.environment, name: place.service };
			await setVariable(product, target, { name: `WHILE_AWAY_${since}`, value: "yes" });
			await fresh.goto("/catalog");
			await fresh.getByText("The database does not answer at the moment").first().waitFor({ timeout: 28_000 });
			expect(await refused).toBe(503);
			expect(await heading.isVisible()).toBe(true);
			await until("30 seconds", async () => Date.now() - since >= awayMs);
		} finally {
			release();
		}
		await serves();
		await fresh.getByText("13 services").waitFor();
		await retryAlerts(product, aboutPlace);
		const external = await until("what was done meanwhile", async () =>
			(await deploymentsSince(diego, before)).find(({ kind }) => kind === "external"),
		);
		await open.locator(`a[href$="/deployments/${external.id}"]`).first().waitFor();
		await everythingWorked();
		expect(await countAlerts(product, alertname)).toBe(1);
	}, 120_000);
});

describe("Postgres that crashes", () => {
	it("costs seconds: sessions are opened again, and what is sent meanwhile is taken when it is sent again", async () => {
		const name = `${alertname}Crash`;
		browser.expectProblems(/.*/);
		crashPostgres(product);
		const body = alertsBody([{ alertname: name, ...place, instance: "pod-1" }], new Date());
		await retryAlerts(product, body);
		await serves();
		await everythingWorked();
		expect(await countAlerts(product, name)).toBe(1);
		await until("an incident of it", async () => {
			const titles = z.object({ items: z.array(z.object({ title: z.looseObject({}) })) });
			const { items } = await diego.get(`/incidents?service=${place.service}&limit=20`, titles);
			return items.some(({ title }) => title.alert === name);
		});
	}, 90_000);
});
