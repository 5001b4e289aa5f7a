import { beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { type ApiSession, signInByHttp } from "../harness/api-session.ts";
import { testBrowser } from "../harness/browser.ts";
import { countAlerts } from "../harness/product-database.ts";
import { pushFile } from "../harness/push-file.ts";
import { alertsBody, sendAlerts } from "../harness/send-webhook.ts";
import { until } from "../harness/until.ts";

const product = inject("product");
const browser = testBrowser();
const file = { repository: "shipping", path: "catalog-info.yaml" };
const services = z.object({ items: z.array(z.object({ name: z.string() })) });

let diego: ApiSession;
beforeAll(async () => {
	diego = await signInByHttp(product.url, "diego");
});

describe("a catalog file that is wrong", () => {
	it("is named with its line on the service's page; the last good version stays until it is right again", async () => {
		let good = "";
		const page = await browser.signedIn("diego", { path: `/services/${file.repository}` });
		const title = await page.getByRole("heading", { level: 1 }).textContent();
		const problems = page.getByRole("region", { name: "Catalog problems" });
		pushFile(product, file, (text) => {
			good = text;
			return text.replace(/^ {2}name: .*$/m, "  name: ../../etc/passwd");
		});
		try {
			await problems
				.getByText(/catalog-info\.yaml:\d+/)
				.first()
				.waitFor({ timeout: 30_000 });
			expect(await problems.getByText("metadata.name").count()).toBeGreaterThan(0);
			expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(title);
			const { items } = await diego.get("/services?limit=100", services);
			expect(items.filter(({ name }) => name.includes(".."))).toEqual([]);
			expect(items.some(({ name }) => name === file.repository)).toBe(true);
		} finally {
			pushFile(product, file, () => good);
		}
		await problems.waitFor({ state: "detached", timeout: 30_000 });
	}, 90_000);
});

describe("names that lead elsewhere", () => {
	it.each([
		"/services/..%2f..%2fetc%2fpasswd",
		"/services/%2e%2e",
		"/teams/..%2f..%2fetc/board",
		"/artifacts/..%2f..%2f",
		"/items/..%2f..%2fPAY-1",
		"/services/checkout%00",
	])("%s is answered with a clear refusal, not with a file or an error of ours", async (path) => {
		const answer = await fetch(`${product.url}/api/v1${path}`, { headers: { cookie: diego.cookie } });
		expect([400, 404, 422]).toContain(answer.status);
		expect(z.object({ code: z.string(), detail: z.string() }).parse(await answer.json()).detail).not.toBe("");
	});

	it("alerts with such labels, with NUL and with labels of 100 kB belong to no service and harm nobody", async () => {
		const alertname = `Odd${Date.now()}`;
		const odd = [
			"../../etc/passwd",
			"checkout\u0000",
			"x".repeat(100_000),
			"<script>alert(1)</script>",
			"'; drop table",
		];
		const alerts = odd.map((service, index) => ({ alertname, service, environment: "../", instance: `pod-${index}` }));
		expect(await sendAlerts(product, alertsBody(alerts, new Date()))).toBe(202);
		await until("all of them stored", async () => (await countAlerts(product, alertname)) === odd.length);
		expect((await fetch(`${product.url}/readyz`)).status).toBe(200);
	});
});
