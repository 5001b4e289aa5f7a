import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { testBrowser } from "../harness/browser.ts";
import { controlSandbox } from "../harness/control-sandbox.ts";
import { countDeliveries } from "../harness/product-database.ts";
import { alertsBody, sendAlerts, sendDelivery } from "../harness/send-webhook.ts";
import { until } from "../harness/until.ts";

const product = inject("product");
const browser = testBrowser();
const faults = ["cluster-gone", "github-gone", "prometheus-gone"];
const old = /data is .+ old/;
let page: Page;

beforeAll(async () => {
	page = await browser.signedIn("diego");
	for (const fault of faults) await controlSandbox(product, "break", fault);
}, 60_000);
afterAll(async () => {
	await controlSandbox(product, "mend", "all");
});

describe("when neither cluster nor GitHub nor Prometheus answer", () => {
	it("the charts say that Prometheus is missing, and everything else renders", async () => {
		browser.expectProblems(/503/);
		await page.goto("/metrics?service=checkout&environment=production");
		await page.getByText("Prometheus does not answer at the moment").first().waitFor({ timeout: 30_000 });
		for (const [path, name] of [
			["/services/checkout", "Checkout"],
			["/pipelines", "Pipelines"],
			["/incidents", "Incidents"],
		] as const) {
			await page.goto(path);
			await page.getByRole("heading", { name, level: 1 }).waitFor();
		}
	}, 60_000);

	it("the settings name the connections that fail", async () => {
		await page.goto("/settings/connections");
		await until("three that fail", async () => (await page.getByText("Failing", { exact: true }).count()) >= 3, {
			seconds: 60,
		});
	}, 70_000);

	// Nothing else arrives now, so whatever is stored was taken in by mistake.
	it.each([
		["Alertmanager's with another secret", () => sendAlerts(product, alertsBody([], new Date()), "guessed"), 401],
		["Alertmanager's that is no webhook", () => sendAlerts(product, `{"version":"3"}`), 422],
		["Alertmanager's that is no JSON", () => sendAlerts(product, "{"), 422],
		["GitHub's with another signature", () => sendDelivery(product, "{}", "guessed"), 401],
		["GitHub's that is no JSON", () => sendDelivery(product, "{"), 400],
	])("a webhook of %s is refused, and nothing is stored", async (_, send, status) => {
		const before = await countDeliveries(product, "all");
		expect(await send()).toBe(status);
		expect(await countDeliveries(product, "all")).toBe(before);
	});

	it("what runs where is shown with its age", async () => {
		await page.goto("/deployments?tab=grid");
		await page.getByText(old).first().waitFor({ timeout: 90_000 });
	}, 100_000);

	it("everything comes back by itself, on the page that is open", async () => {
		browser.expectProblems(/503/);
		await controlSandbox(product, "mend", "all");
		await until("fresh data", async () => (await page.getByText(old).count()) === 0, { seconds: 60 });
		await page.goto("/metrics?service=checkout&environment=production");
		await page.getByRole("region", { name: "Requests", exact: true }).waitFor({ timeout: 30_000 });
		await until("charts", async () => (await page.getByText("Prometheus does not answer").count()) === 0);
		await page.goto("/settings/connections");
		await until(
			"no connection that fails",
			async () => (await page.getByText("Failing", { exact: true }).count()) === 0,
			{
				seconds: 60,
			},
		);
	}, 150_000);
});
