import { afterAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { type ApiSession, signInByHttp } from "./harness/api-session.ts";
import { testBrowser } from "./harness/browser.ts";
import { controlSandbox } from "./harness/control-sandbox.ts";
import { countDeliveries } from "./harness/product-database.ts";
import { kill } from "./harness/product-processes.ts";
import { alertsBody, type StormAlert, sendAlerts, sendDelivery } from "./harness/send-webhook.ts";
import { until } from "./harness/until.ts";

const product = inject("product");
const _browser = testBrowser();
const api = (): Promise<ApiSession> => signInByHttp(product.url, "diego");
const list = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
const _deployment = z.object({ id: z.string(), status: z.string() });
const incident = z.object({
	id: z.string(),
	startedAt: z.string(),
	title: z.looseObject({ code: z.string() }),
	item: z.object({ key: z.string() }).nullable(),
});
const _running = z.object({
	id: z.string(),
	number: z.number(),
	status: z.string(),
	conclusion: z.string().nullable(),
});

const answers = async (path: string): Promise<number> =>
	(await fetch(`${product.url}${path}`, { signal: AbortSignal.timeout(10_000) })).status;
const _serves = () => until("Lazo serves again", async () => (await answers("/readyz")) === 200, { seconds: 60 });

afterAll(async () => {
	await controlSandbox(product, "mend", "all");
});

describe("a storm of 1,000 alerts", () => {
	it("opens one incident and files one item per family, though the worker is killed in the middle", async () => {
		const startsAt = new Date();
		const families = ["StormErrors", "StormLatency"];
		const alerts: StormAlert[] = Array.from({ length: 1_000 }, (_, index) => ({
			alertname: families[index % 2] ?? "",
			service: "shipping",
			environment: "staging",
			instance: `pod-${index}`,
		}));
		const bodies = Array.from({ length: 50 }, (_, index) =>
			alertsBody(alerts.slice(index * 20, index * 20 + 20), startsAt),
		);
		for (const [index, body] of bodies.entries()) {
			if (index === 20) kill(product, "worker");
			expect(await sendAlerts(product, body)).toBe(202);
		}
		await until("every delivery worked", async () => (await countDeliveries(product, "unworked")) === 0, {
			seconds: 120,
		});

		const diego = await api();
		const { items } = await diego.get("/incidents?service=shipping&environment=staging", list(incident));
		const stormy = items.filter(({ startedAt }) => Date.parse(startedAt) >= startsAt.getTime() - 1_000);
		expect(stormy).toHaveLength(2);
		expect(new Set(stormy.map(({ item }) => item?.key)).size).toBe(2);
		expect(stormy.every(({ item }) => item !== null)).toBe(true);
	}, 180_000);
});

describe("webhooks that nobody should believe", () => {
	it.each([
		["Alertmanager's with another secret", () => sendAlerts(product, alertsBody([], new Date()), "guessed"), 401],
		["Alertmanager's that is no webhook", () => sendAlerts(product, `{"version":"3"}`), 422],
		["Alertmanager's that is no JSON", () => sendAlerts(product, "{"), 422],
		["GitHub's with another signature", () => sendDelivery(product, "{}", "guessed"), 401],
		["GitHub's that is no JSON", () => sendDelivery(product, "{"), 400],
	])("%s is refused, and nothing is stored", async (_, send, status) => {
		await until("nothing else arrives", async () => {
			const before = await countDeliveries(product, "all");
			expect(await send()).toBe(status);
			return (await countDeliveries(product, "all")) === before;
		});
	});
});
