import { afterAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { type ApiSession, signInByHttp } from "./harness/api-session.ts";
import { digestOf, runningDigest } from "./harness/bad-deploy.ts";
import { testBrowser } from "./harness/browser.ts";
import { controlSandbox } from "./harness/control-sandbox.ts";
import { countDeliveries } from "./harness/product-database.ts";
import { freezePostgres, kill, processOf } from "./harness/product-processes.ts";
import { until } from "./harness/until.ts";

const product = inject("product");
const browser = testBrowser();
const api = (): Promise<ApiSession> => signInByHttp(product.url, "diego");
const list = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
const deployment = z.object({ id: z.string(), status: z.string() });
const _incident = z.object({
	id: z.string(),
	startedAt: z.string(),
	title: z.looseObject({ code: z.string() }),
	item: z.object({ key: z.string() }).nullable(),
});
const running = z.object({ id: z.string(), number: z.number(), status: z.string(), conclusion: z.string().nullable() });

const answers = async (path: string): Promise<number> =>
	(await fetch(`${product.url}${path}`, { signal: AbortSignal.timeout(10_000) })).status;
const serves = () => until("Lazo serves again", async () => (await answers("/readyz")) === 200, { seconds: 60 });

afterAll(async () => {
	await controlSandbox(product, "mend", "all");
});

describe("killing web and worker in the middle of a deployment", () => {
	it("ends the deployment once, with the version that was asked for", async () => {
		const diego = await api();
		const place = { service: "notifications", environment: "staging" };
		const before = await runningDigest(diego, place);
		const past = `/deployments?service=${place.service}&environment=${place.environment}&limit=10`;
		const known = (await diego.get(past, list(deployment))).items[0]?.id;
		const versions = await Promise.all(["0.9.5", "0.9.6"].map((version) => digestOf(diego, place.service, version)));
		const wanted = versions.find((digest) => digest !== before) ?? "";
		const { id } = await diego.post("/deployments", { ...place, digest: wanted }, z.object({ id: z.string() }));

		const [web, worker] = [processOf(product, "web"), processOf(product, "worker")];
		kill(product, "worker");
		kill(product, "web");
		await serves();
		expect(processOf(product, "web")).not.toBe(web);
		await until("a new worker", async () => processOf(product, "worker") !== worker);

		await until(
			"the end of the rollout",
			async () => ["watching", "succeeded"].includes((await diego.get(`/deployments/${id}`, deployment)).status),
			{ seconds: 90 },
		);
		expect(await runningDigest(diego, place)).toBe(wanted);
		const after = (await diego.get(past, list(deployment))).items.map((one) => one.id);
		expect(after.slice(0, after.indexOf(known ?? ""))).toEqual([id]);
	});
});

describe("Postgres that does not answer for ten seconds", () => {
	it("leaves /healthz at 200, turns /readyz to 503, and works off what waited", async () => {
		const release = freezePostgres(product);
		try {
			await until("/readyz says so", async () => (await answers("/readyz")) === 503, { seconds: 30 });
			expect(await answers("/healthz")).toBe(200);
		} finally {
			release();
		}
		await serves();
		const diego = await api();
		const place = { service: "notifications", environment: "development" };
		expect(await runningDigest(diego, place)).toMatch(/^sha256:/);
		await until("every delivery worked", async () => (await countDeliveries(product, "unworked")) === 0);
	}, 120_000);
});

describe("cluster, GitHub and Prometheus that do not answer", () => {
	it("render their pages with the age of the data, say what is missing, and recover", async () => {
		const page = await browser.signedIn("diego");
		const faults = ["cluster-gone", "github-gone", "prometheus-gone"];
		await Promise.all(faults.map((fault) => controlSandbox(product, "break", fault)));
		browser.expectProblems(/ 503 |^503 /);

		await page.goto("/metrics?service=checkout&environment=production");
		await page.getByText("Prometheus does not answer at the moment").first().waitFor({ timeout: 60_000 });
		await page.goto("/services/checkout");
		await page.getByRole("heading", { name: "Checkout", level: 1 }).waitFor();
		await page.goto("/deployments");
		await page
			.getByText(/data is .+ old/)
			.first()
			.waitFor({ timeout: 120_000 });
		await page.goto("/settings/connections");
		await page.getByText("failing").first().waitFor({ timeout: 60_000 });

		await controlSandbox(product, "mend", "all");
		await page.goto("/deployments");
		await until("fresh data", async () => (await page.getByText(/data is .+ old/).count()) === 0, { seconds: 90 });
		await page.goto("/metrics?service=checkout&environment=production");
		await page.getByRole("region", { name: "Requests", exact: true }).waitFor({ timeout: 60_000 });
	}, 300_000);
});

describe("a lost webhook", () => {
	it("is made up for: the run is found by the reconcile", async () => {
		const diego = await api();
		const known = await newestRun(diego);
		await controlSandbox(product, "break", "lost-webhook");
		await controlSandbox(product, "break", "bad-version", "invoices");
		await until("the run nobody told of", async () => (await newestRun(diego)) > known, { seconds: 150 });
		await controlSandbox(product, "mend", "lost-webhook");
	}, 200_000);
});

async function newestRun(session: ApiSession): Promise<number> {
	const { items } = await session.get(
		"/runs?service=invoices&limit=20",
		list(running.extend({ workflow: z.string().nullable() })),
	);
	return Math.max(0, ...items.filter(({ workflow }) => workflow === "release").map(({ number }) => number));
}
