// `npm run bench:alert [-- 60]`: from Alertmanager's POST to the incident and its item in the browser, where the list of incidents
// and the backlog stand open in two windows. Exit code 0 when p95 holds; the last line is a summary.
import { setTimeout as rest } from "node:timers/promises";
import { z } from "zod";
import { type ApiSession, signInByHttp } from "../e2e/harness/api-session.ts";
import { pastImported } from "../e2e/harness/past-imported.ts";
import { alertsBody, type StormAlert, sendAlerts } from "../e2e/harness/send-webhook.ts";
import { type ProductFacts, startProduct } from "../e2e/harness/start-product.ts";
import { until } from "../e2e/harness/until.ts";
import { describeMachine } from "./describe-machine.ts";
import { signedInBrowser } from "./signed-in-browser.ts";
import { summarise } from "./summarise.ts";
import { watchFor } from "./watch-for.ts";

const limitMs = 1_000;
const wanted = Number(process.argv[2] ?? 60);
const team = "payments";
const services = ["checkout", "payments", "invoices", "fraud-check"];
const run = Date.now().toString(36);
const unresolved = z.object({ total: z.number() });

/** An alert of a group of its own, so that each opens an incident and files an item. */
const alertNumber = (index: number): StormAlert => ({
	alertname: `Bench${run}n${index}e`,
	service: services[index % services.length] ?? "checkout",
	environment: "staging",
	instance: `bench-${run}-${index}`,
});

type Sample = { incident: number; item: number };

async function measure(product: ProductFacts): Promise<Sample[]> {
	const api = await signInByHttp(product.url, "ana");
	await pastImported(api);
	const browser = await signedInBrowser(product.url, api);
	const samples: Sample[] = [];
	try {
		const [incidents, backlog] = [await browser.open("/incidents"), await browser.open(`/backlog?team=${team}`)];
		for (const page of [incidents, backlog]) await page.getByText("Live", { exact: true }).waitFor();
		for (let index = 0; index < wanted; index++) {
			const alert = alertNumber(index);
			const [incident, item] = [
				await watchFor(incidents, { selector: "tr[data-row]", text: alert.alertname, until: "shown" }),
				await watchFor(backlog, { selector: "li[data-row]", text: alert.alertname, until: "shown" }),
			];
			const started = new Date();
			const status = await sendAlerts(product, alertsBody([alert], started));
			if (status !== 202) throw new Error(`Lazo answered the webhook with ${status}`);
			const [atIncident, atItem] = await Promise.all([incident(), item()]);
			const sample = { incident: atIncident - started.getTime(), item: atItem - started.getTime() };
			samples.push(sample);
			console.log(`${samples.length}: incident ${sample.incident} ms, item ${sample.item} ms`);
			await resolve(product, api, { alert, startsAt: started });
			// Not in step with anything that looks at intervals.
			await rest(300 + Math.random() * 1_200);
		}
	} finally {
		await browser.close();
	}
	return samples;
}

async function resolve(
	product: ProductFacts,
	api: ApiSession,
	{ alert, startsAt }: { alert: StormAlert; startsAt: Date },
): Promise<void> {
	const path = `/incidents?status=unresolved&limit=1&service=${alert.service}&environment=${alert.environment}`;
	const open = (await api.get(path, unresolved)).total;
	await sendAlerts(product, alertsBody([alert], startsAt, new Date()));
	await until("the incident over", async () => (await api.get(path, unresolved)).total < open);
}

const product = await startProduct({ controlPlane: process.argv.includes("real") ? "real" : "sandbox" });
let holds = false;
try {
	const samples = await measure(product.facts);
	const [incident, item, both] = [
		summarise(samples.map((one) => one.incident)),
		summarise(samples.map((one) => one.item)),
		summarise(samples.map((one) => Math.max(one.incident, one.item))),
	];
	holds = both.p95 < limitMs;
	console.log(`\n${describeMachine()}`);
	console.log(`incident p50 ${incident.p50} ms, p95 ${incident.p95} ms; item p50 ${item.p50} ms, p95 ${item.p95} ms`);
	console.log(
		`alert to incident and item ${holds ? "holds" : "DOES NOT HOLD"}: p50 ${both.p50} ms, p95 ${both.p95} ms, max ${both.max} ms of ${both.count}, limit p95 ${limitMs} ms`,
	);
} finally {
	await product.stop();
}
process.exit(holds ? 0 : 1);
