// `npm run bench:size [-- 10]`: JavaScript of the catalog's first load, then the memory of web and worker after so many minutes of
// use. Exit code 0 when every limit holds; the last line is a summary.
import { setTimeout as rest } from "node:timers/promises";
import type { Page } from "playwright-core";
import { signInByHttp } from "../e2e/harness/api-session.ts";
import { pastImported } from "../e2e/harness/past-imported.ts";
import { processOf } from "../e2e/harness/product-processes.ts";
import { type ProductFacts, startProduct } from "../e2e/harness/start-product.ts";
import { describeMachine } from "./describe-machine.ts";
import { residentMb } from "./process-use.ts";
import { type SignedInBrowser, signedInBrowser } from "./signed-in-browser.ts";

const limits = { javascriptKb: 200, residentMb: 350 };
const minutes = Number(process.argv[2] ?? 10);
const tour = [
	"/",
	"/catalog",
	"/services/checkout",
	"/planning?team=payments",
	"/pipelines",
	"/deployments",
	"/incidents",
];
const more = ["/backlog", "/metrics?service=checkout&environment=production", "/services/checkout?tab=workloads"];

type Loaded = { path: string; bytes: number; atLoad: boolean };

/** The scripts that a browser without a cache fetches for a page, compressed as they travel, without headers. */
async function scriptsOf(browser: SignedInBrowser, path: string): Promise<Loaded[]> {
	const page = await browser.open("about:blank");
	const sizes: Promise<Loaded>[] = [];
	let atLoad = true;
	page.once("load", () => {
		atLoad = false;
	});
	page.on("requestfinished", (request) => {
		if (request.resourceType() !== "script") return;
		const [before, { pathname }] = [atLoad, new URL(request.url())];
		sizes.push(
			request.sizes().then(({ responseBodySize }) => ({ path: pathname, bytes: responseBodySize, atLoad: before })),
		);
	});
	await page.goto(path, { waitUntil: "networkidle" });
	const loaded = await Promise.all(sizes);
	await page.close();
	return loaded;
}

async function use(page: Page, until: number): Promise<void> {
	for (let index = 0; Date.now() < until; index++) {
		const all = [...tour, ...more];
		await page.goto(all[index % all.length] ?? "/");
		await rest(3_000);
	}
}

const used = (product: ProductFacts, name: "web" | "worker") => residentMb(processOf(product, name));
const kilobytes = (loaded: readonly Loaded[]) => loaded.reduce((sum, { bytes }) => sum + bytes, 0) / 1e3;

const product = await startProduct({ controlPlane: "sandbox" });
let holds = false;
try {
	const api = await signInByHttp(product.facts.url, "diego");
	await pastImported(api);
	const browser = await signedInBrowser(product.facts.url, api);
	const scripts = await scriptsOf(browser, "/catalog");
	const [javascript, atLoad] = [kilobytes(scripts), kilobytes(scripts.filter((one) => one.atLoad))];
	for (const one of scripts) console.log(`${(one.bytes / 1e3).toFixed(1).padStart(7)} kB  ${one.path}`);
	await use(await browser.open("/"), Date.now() + minutes * 60_000);
	const [web, worker] = [used(product.facts, "web"), used(product.facts, "worker")];
	await browser.close();
	holds = javascript < limits.javascriptKb && web < limits.residentMb && worker < limits.residentMb;
	console.log(`\n${describeMachine()}`);
	console.log(
		`sizes ${holds ? "hold" : "DO NOT HOLD"}: /catalog ${javascript.toFixed(1)} kB of JavaScript in ${scripts.length} files (${atLoad.toFixed(1)} kB until its load event), limit ${limits.javascriptKb} kB; after ${minutes} minutes web ${web.toFixed(0)} MB, worker ${worker.toFixed(0)} MB, limit ${limits.residentMb} MB`,
	);
} finally {
	await product.stop();
}
process.exit(holds ? 0 : 1);
