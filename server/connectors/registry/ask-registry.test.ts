import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { askRegistry } from "./ask-registry.ts";
import { exchangeToken } from "./exchange-token.ts";

type Seen = { host: string; path: string; authorization: string | undefined };
const servers: Server[] = [];
const seen: Seen[] = [];
let [registry, issuer, store] = ["", "", ""];
/** What the registry asks for, and how long its tokens hold. */
let challenge = "";
let issued = 0;
let seconds = 300;
let count = 0;

const password = `Basic ${Buffer.from("ana:s3cret").toString("base64")}`;

/** A server of its own origin that notes what it was asked. */
async function listen(
	name: string,
	answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
	const server = createServer((request, response) => {
		seen.push({ host: name, path: request.url ?? "", authorization: request.headers.authorization });
		answer(request, response);
	});
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Answers JSON; 401 together with what is asked for. */
function json(response: ServerResponse, status: 200 | 401, body: unknown): void {
	const asks = status === 401 && { "www-authenticate": challenge };
	response.writeHead(status, { "content-type": "application/json", ...asks }).end(JSON.stringify(body));
}

beforeAll(async () => {
	store = await listen("store", (_, response) => json(response, 200, { layer: true }));
	issuer = await listen("issuer", (_, response) => {
		issued += 1;
		json(response, 200, { token: `token-${issued}`, expires_in: seconds });
	});
	registry = await listen("registry", (request, response) => {
		const wanted = challenge.startsWith("Basic") ? password : `Bearer token-${issued}`;
		if (
			challenge &&
			(issued === 0 || request.headers.authorization !== wanted) &&
			request.headers.authorization !== password
		)
			return json(response, 401, { errors: [] });
		if (request.url?.includes("/blobs/"))
			return void response.writeHead(307, { location: `${store}/layer?signed=1` }).end();
		if (request.url?.includes("/loop/")) return void response.writeHead(302, { location: request.url }).end();
		json(response, 200, { tags: ["1.0.0"] });
	});
});
afterAll(() => {
	for (const server of servers) server.close();
});
beforeEach(() => {
	seen.length = 0;
	count += 1;
	[issued, seconds] = [0, 300];
	challenge = `Bearer realm="${issuer}/token",service="registry.test",scope="repository:almena/checkout:pull"`;
});

const open = (token: string | null) => ({ connectionId: String(count), url: registry, token });
const tags = { path: "almena/checkout/tags/list" };

describe("a registry that wants a token of its own (as ghcr.io and Docker Hub)", () => {
	it("is asked with the token that the credential was exchanged for", async () => {
		const answer = await askRegistry(open("ana:s3cret"), tags);
		expect(answer.status).toBe(200);
		expect(seen).toEqual([
			{ host: "registry", path: "/v2/almena/checkout/tags/list", authorization: undefined },
			{
				host: "issuer",
				path: "/token?service=registry.test&scope=repository%3Aalmena%2Fcheckout%3Apull",
				authorization: password,
			},
			{ host: "registry", path: "/v2/almena/checkout/tags/list", authorization: "Bearer token-1" },
		]);
	});

	it("gives what anybody may see without a credential", async () => {
		expect((await askRegistry(open(null), tags)).status).toBe(200);
		expect(seen[1]).toMatchObject({ host: "issuer", authorization: undefined });
	});

	it("is not asked for another token while one holds, and is when it no longer does", async () => {
		const own = open("ana:s3cret");
		await askRegistry(own, tags);
		await askRegistry(own, tags);
		expect(issued).toBe(1);
		issued = 7;
		expect((await askRegistry(own, tags)).status).toBe(200);
		expect(issued).toBe(8);
	});

	it("says that the credential is wrong instead of asking on and on", async () => {
		challenge = challenge.replace(issuer, `${store}/nothing`);
		await expect(askRegistry(open("ana:s3cret"), tags)).rejects.toMatchObject({ code: "registry.refused" });
		expect(seen).toHaveLength(2);
	});

	it("gets no credential sent over an open line that it names itself", async () => {
		const target = { scheme: "bearer", realm: new URL(issuer), service: null, scope: null } as const;
		await expect(exchangeToken({ ...open("ana:s3cret"), url: "https://r.test" }, "x", target)).rejects.toMatchObject({
			code: "registry.unsafe-realm",
		});
		expect(seen).toEqual([]);
	});
});

describe("a registry that wants something else", () => {
	it("gets name and password when it asks for them", async () => {
		challenge = 'Basic realm="registry"';
		expect((await askRegistry(open("ana:s3cret"), tags)).status).toBe(200);
		expect(seen.map(({ authorization }) => authorization)).toEqual([undefined, password]);
	});

	it("gets a token alone as it is", async () => {
		challenge = "";
		await askRegistry(open("plain"), tags);
		expect(seen).toMatchObject([{ authorization: "Bearer plain" }]);
	});
});

describe("a redirect", () => {
	it("to another host is followed without any credential", async () => {
		const answer = await askRegistry(open("ana:s3cret"), { path: `almena/checkout/blobs/sha256:${"a".repeat(64)}` });
		expect(JSON.parse(answer.text)).toEqual({ layer: true });
		expect(seen.at(-1)).toEqual({ host: "store", path: "/layer?signed=1", authorization: undefined });
		expect(seen.at(-2)).toMatchObject({ host: "registry", authorization: "Bearer token-1" });
	});

	it("is not followed for ever", async () => {
		challenge = "";
		await expect(askRegistry(open(null), { path: "loop/tags/list" })).rejects.toMatchObject({
			code: "registry.too-many-redirects",
		});
	});
});
