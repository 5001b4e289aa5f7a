import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { type ApiSession, signInByHttp } from "./harness/api-session.ts";
import { deployBad, digestOf, runningDigest } from "./harness/bad-deploy.ts";
import { testBrowser } from "./harness/browser.ts";
import { undoRollout } from "./harness/kubernetes.ts";
import { liftHolds } from "./harness/lift-holds.ts";
import { pastImported } from "./harness/past-imported.ts";
import { until } from "./harness/until.ts";

const product = inject("product");
const browser = testBrowser();
const list = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
const item = z.object({
	key: z.string(),
	state: z.string(),
	sprint: z.object({ name: z.string() }).nullable(),
	triage: z.string().nullable(),
});
const incident = z.object({ id: z.string(), startedAt: z.string(), item: z.object({ key: z.string() }).nullable() });
const production = { service: "checkout", environment: "production" };
const version = `1.8.${Date.now() % 1_000_000}`;
const title = `Tell shoppers why a card was refused ${version}`;

let page: Page;
let api: ApiSession;

beforeAll(async () => {
	page = await browser.signedIn("ana");
	api = await signInByHttp(product.url, "ana");
	await pastImported(api);
	await runningDigest(api, production);
	await liftHolds(product);
}, 300_000);

const shows = (what: Locator, seconds = 30) => what.first().waitFor({ timeout: seconds * 1_000 });
const itemCalled = (key: string) => api.get(`/items/${key}`, item);

describe("the loop, once, as a person goes round it", () => {
	it("1: whoever signs in with a click on the issuer's page is greeted by Lazo as that person", async () => {
		await page.goto("/");
		await shows(page.getByRole("button", { name: "Account of Ana Ruiz" }));
	});

	it("2: the catalog is searched and filtered, and a service tells what runs where", async () => {
		await page.goto("/catalog");
		await shows(page.getByText("13 services"));
		await page.goto("/catalog?owner=payments");
		await shows(page.getByText("4 services"));
		await page.getByPlaceholder("Find a service").fill("checkout");
		await shows(page.getByText("1 service", { exact: true }));
		expect(new URL(page.url()).searchParams.get("owner")).toBe("payments");
		await page.getByRole("link", { name: "Checkout", exact: true }).click();
		await page.waitForURL("**/services/checkout");
		await shows(page.getByRole("heading", { level: 1, name: "Checkout" }));
		await shows(page.getByText("Owned by"));
		await shows(page.getByRole("button", { name: "Deploy to Production" }));
		await shows(page.getByText("3 of 3 ready"));
	});

	it("3: an item is written, and moves by mouse and by keyboard", async () => {
		await page.goto("/planning?team=payments");
		await page.getByRole("button", { name: "New item" }).click();
		await page.getByRole("dialog").getByLabel("Title").fill(title);
		await page.getByRole("button", { name: "Create item" }).click();
		const card = page.locator("[data-card]", { hasText: title });
		await shows(page.locator("[data-cell=todo]").locator("[data-card]", { hasText: title }));
		const key = (await card.getAttribute("data-card")) ?? "";

		await drag(page, card, page.locator("[data-cell=in_progress]"));
		await until("the item in progress", async () => (await itemCalled(key)).state === "in_progress");
		await shows(page.locator("[data-cell=in_progress]").locator(`[data-card=${key}]`));
		await page.locator(`[data-card-link=${key}]`).press("Shift+ArrowRight");
		await until("the item in review", async () => (await itemCalled(key)).state === "in_review");
		await shows(page.locator("[data-cell=in_review]").locator("[data-card]", { hasText: title }));
	});

	it("4: the release workflow runs from its form, live, and ends with an image of its commit", async () => {
		await page.goto("/services/checkout");
		await page.getByRole("button", { name: "Run a workflow" }).click();
		const sheet = page.getByRole("dialog");
		await sheet.getByLabel("Workflow", { exact: true }).selectOption("release");
		await sheet.getByLabel("version").fill(version);
		await sheet.getByRole("button", { name: "Run release on main" }).click();
		await page.waitForURL("**/runs/*", { timeout: 60_000 });
		await shows(page.getByText("Running"));
		await shows(page.getByText("Succeeded", { exact: true }), 150);
		const image = page.locator("a[href^='/artifacts/sha256:']", { hasText: version });
		await shows(image, 60);
		await image.first().click();
		await page.waitForURL("**/artifacts/sha256:*");
		await shows(page.locator("a[href^='/thread/commit/'], a[href^='/commits/']"));
	}, 300_000);

	it("5: it is deployed to staging, then to production, and the rollout is watched to its end", async () => {
		for (const environment of ["Staging", "Production"]) {
			await deploy(page, version, environment);
			await shows(page.getByText("Watching", { exact: true }), 120);
			await shows(page.getByText(`Checkout ${version} to ${environment}`));
		}
		expect(await runningDigest(api, production)).toBe(await digestOf(api, "checkout", version));
	}, 300_000);

	it("6: its four signals are drawn, with a marker of the deployment", async () => {
		await page.goto("/metrics?service=checkout&environment=production");
		for (const name of ["Requests", "Failed requests", "Latency", "CPU"]) {
			await shows(page.getByRole("region", { name, exact: true }));
			// A marker of its own, or in the name of a cluster of markers.
			await shows(page.getByRole("region", { name, exact: true }).getByLabel(`Deployed ${version}`), 60);
		}
		await shows(page.getByRole("region", { name: "Requests" }).locator("svg.recharts-surface"));
	});

	it("7: a bad version raises an alert, becomes one incident and one item, is rolled back and held", async () => {
		const started = Date.now();
		const good = await runningDigest(api, production);
		await deploy(page, "1.9.0-rc.1", "Production");
		const opened = await until(
			"an incident with its item",
			async () => (await incidentsSince(started)).find((one) => one.item !== null),
			{ seconds: 120 },
		);
		await page.goto(`/incidents/${opened.id}`);
		await shows(page.getByText("Incident opened"));
		await shows(page.getByText(/Rollback is out/), 90);
		await shows(page.getByText("Incident over"), 120);
		await shows(page.getByText(/Version .+ is held/));
		await shows(page.getByText(/Alert .+ fired/));
		expect(await runningDigest(api, production)).toBe(good);
		expect(await incidentsSince(started)).toHaveLength(1);

		await page.goto("/backlog?team=payments");
		const row = page.getByRole("listitem").filter({ hasText: opened.item?.key ?? "" });
		await row.getByRole("button", { name: "Accept" }).click();
		await page
			.getByRole("dialog")
			.getByRole("button", { name: /Accept/ })
			.click();
		const accepted = await until("the item accepted", async () => {
			const now = await itemCalled(opened.item?.key ?? "");
			return now.triage === "accepted" && now;
		});
		expect(accepted.sprint).not.toBeNull();
	}, 420_000);

	it("8: the thread shows the item, commit, run, version, deployments, alert and incident on one screen", async () => {
		const [newest] = (await api.get("/incidents?service=checkout&environment=production&limit=1", list(incident)))
			.items;
		await page.goto(`/thread/incident/${newest?.id}`);
		for (const kind of ["item", "commit", "run", "artifact", "deployment", "alert", "incident"])
			await shows(page.locator(`[data-kind=${kind}]`));
		await page.locator(`[data-kind=item] a[href='/items/${newest?.item?.key}']`).first().click();
		await page.waitForURL(`**/items/${newest?.item?.key}`);
		await shows(page.locator(`a[href^='/incidents/']`));
	});

	it("9: a wall screen needs no login and keeps itself up to date", async () => {
		await page.goto("/settings/walls");
		await page.getByLabel("Name").fill("By the coffee machine");
		await page.getByLabel("Team", { exact: true }).last().selectOption("payments");
		await page.getByRole("button", { name: "Create a wall screen" }).click();
		const address = (await page.locator("code[data-secret]").textContent()) ?? "";
		const wall = await browser.visitor({ width: 1_920, height: 1_080 });
		await wall.goto(address);
		await shows(wall.getByRole("heading", { level: 1, name: "Payments" }));
		const digest = await digestOf(api, "invoices", "1.4.1");
		await api.post("/deployments", { service: "invoices", environment: "development", digest }, z.unknown());
		await shows(wall.getByText(/invoices/i), 90);
		expect(await wall.evaluate(() => document.documentElement.scrollHeight <= window.innerHeight)).toBe(true);
	}, 180_000);
});

describe("what happens beside the happy way", () => {
	it("kubectl rollout undo behind Lazo's back shows up as a change from outside, within seconds", async () => {
		const diego = await signInByHttp(product.url, "diego");
		const place = { service: "identity", environment: "staging" };
		const before = await runningDigest(diego, place);
		const digests = await Promise.all(["3.0.9", "3.1.0"].map((one) => digestOf(diego, place.service, one)));
		const other = digests.find((digest) => digest !== before) ?? "";
		await diego.post("/deployments", { ...place, digest: other }, z.unknown());
		await until("the other version", async () => (await runningDigest(diego, place)) === other, { seconds: 90 });
		await page.goto("/deployments?service=identity&environment=staging");
		await shows(page.getByRole("row").nth(1));
		const outside = await page.getByText("Outside", { exact: true }).count();

		await undoRollout(product, { namespace: place.environment, name: place.service });
		await expect.poll(() => page.getByText("Outside", { exact: true }).count(), { timeout: 15_000 }).toBe(outside + 1);
		await until("the old version", async () => (await runningDigest(diego, place)) === before, { seconds: 90 });
	}, 240_000);

	it.each([
		// Kubernetes calls the first of them complete: each start is ready for a moment.
		["crash-loop", { service: "orders", environment: "staging" }, "6.1.0-rc.1"],
		["image-pull", { service: "checkout", environment: "staging" }, "1.9.0-rc.3"],
	])(
		"a version that ends in %s is called failed, rolled back by itself and filed",
		async (failure, place, bad) => {
			const diego = await signInByHttp(product.url, "diego");
			const digest = await digestOf(diego, place.service, bad);
			const { itemKey, deploymentId } = await deployBad(diego, place, { digest, alerts: false });
			const verdict = z.object({ status: z.string(), outcome: z.object({ code: z.string() }) });
			expect(await diego.get(`/deployments/${deploymentId}`, verdict)).toEqual({
				status: "rolled_back",
				outcome: { code: failure },
			});
			expect(itemKey).toMatch(/^[A-Z]+-\d+$/);
		},
		240_000,
	);
});

async function incidentsSince(time: number) {
	const { items } = await api.get("/incidents?service=checkout&environment=production&limit=20", list(incident));
	return items.filter(({ startedAt }) => Date.parse(startedAt) > time - 5_000);
}

/** Chooses a version in the confirm sheet of the service's page and deploys it by the keys that a person would press. */
async function deploy(on: Page, wanted: string, environment: string): Promise<void> {
	await on.goto("/services/checkout");
	await on.getByRole("button", { name: `Deploy to ${environment}` }).click();
	const sheet = on.getByRole("dialog");
	await sheet.locator("label", { hasText: wanted }).first().getByRole("radio").check();
	await sheet.getByRole("button", { name: new RegExp(`^Deploy .+ to ${environment}$`) }).waitFor();
	await on.keyboard.press("Control+Enter");
	await on.waitForURL("**/deployments/*", { timeout: 30_000 });
}

/** Drags with the mouse in small steps, as a hand does. */
async function drag(on: Page, what: Locator, to: Locator): Promise<void> {
	await what.scrollIntoViewIfNeeded();
	const [from, target] = [await what.boundingBox(), await to.boundingBox()];
	if (!from || !target) throw new Error("the card or the column is not on the screen");
	await on.mouse.move(from.x + 40, from.y + from.height / 2);
	await on.mouse.down();
	await on.mouse.move(from.x + 60, from.y + from.height / 2 + 10, { steps: 5 });
	await on.mouse.move(target.x + target.width / 2, from.y + from.height / 2, { steps: 15 });
	await on.mouse.up();
}
