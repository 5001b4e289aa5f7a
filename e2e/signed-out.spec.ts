import { beforeAll, expect, inject, it } from "vitest";
import { signInByHttp } from "./harness/api-session.ts";

const { url } = inject("product");

/** What made middleware of other days step aside, or asked for a page's data without the page. */
const bypasses: [string, Record<string, string>][] = [
	["nothing special", {}],
	["a claim to come from the proxy itself", { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" }],
	["a claim of an older kind", { "x-middleware-subrequest": "src/middleware:src/middleware:src/middleware" }],
	["a request for the data of the page", { rsc: "1" }],
	["a prefetch of it", { rsc: "1", "next-router-prefetch": "1" }],
	["a prefetch of a part of it", { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" }],
];
const paths = ["/services/checkout", "/services/checkout.rsc", "/services/checkout.segments/_tree.segment.rsc"];

const secretive = /almena\/checkout|sha256:[0-9a-f]{12}/;

beforeAll(async () => {
	const { cookie } = await signInByHttp(url, "diego");
	expect(await (await fetch(`${url}/services/checkout`, { headers: { cookie } })).text()).toMatch(secretive);
});

it.each(bypasses)("who is not signed in sees nothing of a service, with %s (R54)", async (_, headers) => {
	for (const path of [...paths, "/settings/audit"]) {
		const answer = await fetch(`${url}${path}`, { headers, redirect: "manual" });
		const text = await answer.text();
		expect(text).not.toMatch(secretive);
		expect(answer.status, path).toBeLessThan(500);
	}
	for (const path of ["/services/checkout", "/audit", "/deployments"])
		expect((await fetch(`${url}/api/v1${path}`, { headers })).status).toBe(401);
});
