import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { type ApiSession, signInByHttp } from "./harness/api-session.ts";
import { findInDatabase } from "./harness/product-database.ts";
import { formsOf, productSecrets } from "./harness/product-secrets.ts";
import { sendAlerts, sendDelivery } from "./harness/send-webhook.ts";

const product = inject("product");
const pages = [
	"/",
	"/catalog",
	"/services/checkout",
	"/planning?team=payments",
	"/backlog",
	"/pipelines",
	"/deployments",
	"/incidents",
	"/thread",
	"/settings/connections",
	"/settings/access",
	"/settings/walls",
	"/settings/audit",
	"/api/docs",
	"/sign-in",
];
/** Every secret by name, in all forms in which it would give itself away. */
const canaries = new Map<string, string[]>();
/** What was said to those who were refused. */
const refusals: string[] = [];
let diego: ApiSession;

/** The names of the secrets that stand in a text. */
const secretsIn = (text: string): string[] =>
	[...canaries].flatMap(([name, forms]) => (forms.some((form) => text.includes(form)) ? [name] : []));
const watchFor = (name: string, secret: string) => canaries.set(name, formsOf(secret));
const read = async (path: string) =>
	(await fetch(`${product.url}${path}`, { headers: { cookie: diego.cookie } })).text();

/** What people and machines send: each secret once the right way, and once where it is refused. */
beforeAll(async () => {
	for (const [name, secret] of Object.entries(productSecrets(product))) watchFor(name, secret);
	diego = await signInByHttp(product.url, "diego");
	for (const cookie of diego.cookie.split("; ")) {
		const [name = "", value = ""] = cookie.split("=");
		if (value.length >= 20) watchFor(`cookie ${name}`, value);
	}
	const token = await diego.post(
		"/me/tokens",
		{ name: `canary ${randomBytes(3).toString("hex")}`, scopes: ["read"], days: 1 },
		z.object({ id: z.string(), token: z.string() }),
	);
	watchFor("API token", token.token);
	const wall = { name: "canary", team: "payments", locale: "en" };
	const { url } = await diego.post("/walls", wall, z.object({ url: z.string() }));
	watchFor("wall", url.slice(url.lastIndexOf("/") + 1));
	const [guessed, credential] = [randomBytes(24).toString("base64url"), randomBytes(24).toString("base64url")];
	watchFor("a token that was guessed", guessed);
	watchFor("credential of a connection", credential);
	await fetch(url);
	for (const bearer of [token.token, guessed]) {
		const headers = { authorization: `Bearer ${bearer}` };
		refusals.push(await (await fetch(`${product.url}/api/v1/connections?unknown=1`, { headers })).text());
	}
	await sendAlerts(product, "{", guessed);
	await sendAlerts(product, "{");
	await sendDelivery(product, "{}", guessed);
	const connection = { kind: "prometheus", name: "canary", url: "http://127.0.0.1:9", credential };
	for (const kind of ["prometheus", "unknown"])
		await diego
			.post("/connections", { ...connection, kind }, z.unknown())
			.catch((error: Error) => refusals.push(error.message));
});

describe("no secret stands in the clear (R58)", () => {
	it("in what the processes log", () => {
		const folder = join(product.data, "log");
		const logs = readdirSync(folder);
		expect(logs).toContain("worker.log");
		expect(logs.map((log) => [log, ...secretsIn(readFileSync(join(folder, log), "utf8"))])).toEqual(
			logs.map((log) => [log]),
		);
	});

	it("in any list the API answers with, nor in its errors", async () => {
		const description = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
		const { paths } = await diego.get("/openapi.json", description);
		const lists = Object.keys(paths).filter((path) => paths[path]?.get && !path.includes("{"));
		expect(lists.length).toBeGreaterThan(15);
		const answers = await Promise.all(lists.map(read));
		expect(answers.filter((text) => text.includes('"items"')).length).toBeGreaterThan(10);
		expect(answers.map((text, index) => [lists[index], ...secretsIn(text)])).toEqual(lists.map((path) => [path]));
		expect(refusals.length).toBeGreaterThan(2);
		expect(refusals.map((text) => [text, ...secretsIn(text)])).toEqual(refusals.map((text) => [text]));
	});

	it("in the pages, and in the scripts that come with them", async () => {
		const html = await Promise.all(pages.map(read));
		expect(html.map((text, index) => [pages[index], ...secretsIn(text)])).toEqual(pages.map((path) => [path]));
		const scripts = [...new Set(html.flatMap((text) => text.match(/\/_next\/static\/[\w./~-]+\.js/g) ?? []))];
		expect(scripts.length).toBeGreaterThan(5);
		const found = await Promise.all(scripts.map(async (path) => [path, ...secretsIn(await read(path))]));
		expect(found).toEqual(scripts.map((path) => [path]));
	});

	it("in any table of the database, its queue included", async () => {
		expect(await findInDatabase(product, ["diego"])).toContain('public."Person"');
		const found = await Promise.all(
			[...canaries].map(async ([name, forms]) => [name, ...(await findInDatabase(product, forms))]),
		);
		expect(found).toEqual([...canaries.keys()].map((name) => [name]));
	});
});
