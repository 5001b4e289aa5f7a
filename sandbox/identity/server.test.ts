import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as oidc from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lazoClient } from "./client.ts";
import { Grants } from "./grants.ts";
import { identityServer } from "./server.ts";
import { signingKey } from "./signing-key.ts";

const lazoUrl = "http://127.0.0.1:3000";
const callback = `${lazoUrl}/api/auth/callback`;
let server: Server;
let issuer: string;
let dataDir: string;
let now = Date.now();

async function freePort(): Promise<number> {
	const probe = createServer().listen(0, "127.0.0.1");
	await once(probe, "listening");
	const { port } = probe.address() as AddressInfo;
	probe.close();
	await once(probe, "close");
	return port;
}

beforeAll(async () => {
	dataDir = mkdtempSync(join(tmpdir(), "identity-"));
	const port = await freePort();
	issuer = `http://127.0.0.1:${port}`;
	const client = lazoClient(lazoUrl, "s3cret/with+odd:characters");
	server = identityServer({ issuer, client, grants: new Grants(() => now), key: await signingKey(dataDir) });
	server.listen(port, "127.0.0.1");
	await once(server, "listening");
});

afterAll(() => {
	server.close();
	server.closeAllConnections();
	rmSync(dataDir, { recursive: true });
});

function discover(authentication: (secret: string) => oidc.ClientAuth = oidc.ClientSecretBasic) {
	return oidc.discovery(new URL(issuer), "lazo", undefined, authentication("s3cret/with+odd:characters"), {
		execute: [oidc.allowInsecureRequests],
	});
}

/** Goes as far as the browser goes: the page, the click on a person, the way back. */
async function signIn(config: oidc.Configuration, login: string) {
	const verifier = oidc.randomPKCECodeVerifier();
	const state = oidc.randomState();
	const nonce = oidc.randomNonce();
	const url = oidc.buildAuthorizationUrl(config, {
		redirect_uri: callback,
		scope: "openid profile email groups",
		code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
		code_challenge_method: "S256",
		state,
		nonce,
	});
	const page = await fetch(url).then((response) => response.text());
	const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1]?.replaceAll("&#38;", "&") ?? "";
	const clicked = await fetch(new URL(action, issuer), {
		method: "POST",
		body: new URLSearchParams({ login }),
		redirect: "manual",
	});
	const back = new URL(clicked.headers.get("location") ?? "");
	return { back, checks: { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce } };
}

describe("the identity issuer", () => {
	it.each([
		["client_secret_basic", oidc.ClientSecretBasic],
		["client_secret_post", oidc.ClientSecretPost],
	])("signs a person in through openid-client with %s", async (_name, authentication) => {
		const config = await discover(authentication);
		const { back, checks } = await signIn(config, "lucia");
		const tokens = await oidc.authorizationCodeGrant(config, back, checks);
		const claims = tokens.claims();
		expect(claims).toMatchObject({
			preferred_username: "lucia",
			name: "Lucía Fernández",
			email: "lucia@almena.example",
			locale: "es",
			groups: ["payments", "role-leads"],
		});
		const info = await oidc.fetchUserInfo(config, tokens.access_token, claims?.sub ?? "");
		expect(info.groups).toEqual(["payments", "role-leads"]);
	});

	it("puts a DevOps engineer into their team and their role", async () => {
		const config = await discover();
		const { back, checks } = await signIn(config, "diego");
		const tokens = await oidc.authorizationCodeGrant(config, back, checks);
		expect(tokens.claims()?.groups).toEqual(["platform", "role-devops"]);
	});

	it("exchanges a code once, and takes the token back when somebody tries again", async () => {
		const config = await discover();
		const { back, checks } = await signIn(config, "ana");
		const tokens = await oidc.authorizationCodeGrant(config, back, checks);
		await expect(oidc.authorizationCodeGrant(config, back, checks)).rejects.toMatchObject({ error: "invalid_grant" });
		const userinfo = await fetch(`${issuer}/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
		expect(userinfo.status).toBe(401);
	});

	it("refuses a code that is older than a minute", async () => {
		const config = await discover();
		const { back, checks } = await signIn(config, "ana");
		now += 61_000;
		await expect(oidc.authorizationCodeGrant(config, back, checks)).rejects.toMatchObject({ error: "invalid_grant" });
	});

	it("refuses a wrong code verifier", async () => {
		const config = await discover();
		const { back, checks } = await signIn(config, "ana");
		const stolen = { ...checks, pkceCodeVerifier: oidc.randomPKCECodeVerifier() };
		await expect(oidc.authorizationCodeGrant(config, back, stolen)).rejects.toMatchObject({ error: "invalid_grant" });
	});

	it("refuses a wrong client secret", async () => {
		const response = await fetch(`${issuer}/token`, {
			method: "POST",
			body: new URLSearchParams({ grant_type: "authorization_code", client_id: "lazo", client_secret: "guess" }),
		});
		expect([response.status, await response.json()]).toEqual([
			401,
			expect.objectContaining({ error: "invalid_client" }),
		]);
	});

	it("sends nobody to an address that Lazo does not have", async () => {
		const query = new URLSearchParams({
			client_id: "lazo",
			redirect_uri: "https://elsewhere.example/",
			response_type: "code",
		});
		const response = await fetch(`${issuer}/authorize?${query}`, { redirect: "manual" });
		expect([response.status, response.headers.get("location")]).toEqual([400, null]);
	});

	it("takes localhost and 127.0.0.1 for the same place", () => {
		expect(lazoClient("http://localhost:3100", "x").redirectUris).toEqual([
			"http://localhost:3100/api/auth/callback",
			"http://127.0.0.1:3100/api/auth/callback",
		]);
	});

	it("tells a client that forgot PKCE, with its state", async () => {
		const query = new URLSearchParams({
			client_id: "lazo",
			redirect_uri: callback,
			response_type: "code",
			scope: "openid",
			state: "abc",
		});
		const response = await fetch(`${issuer}/authorize?${query}`, { redirect: "manual" });
		const location = new URL(response.headers.get("location") ?? "");
		expect([location.searchParams.get("error"), location.searchParams.get("state")]).toEqual([
			"invalid_request",
			"abc",
		]);
	});

	it("speaks the reader's language and keeps hostile parameters out of the page", async () => {
		const query = new URLSearchParams({
			client_id: "lazo",
			redirect_uri: callback,
			response_type: "code",
			scope: "openid",
			state: `"><script>alert(1)</script>`,
			code_challenge_method: "S256",
			code_challenge: "a".repeat(43),
		});
		const headers = { "accept-language": "fr, es-MX;q=0.8, en;q=0.5" };
		const page = await fetch(`${issuer}/authorize?${query}`, { headers }).then((response) => response.text());
		expect(page).toContain("¿Quién eres hoy?");
		expect(page).toContain(`value="sofia"`);
		expect(page).not.toContain("<script");
	});

	it("leads back to Lazo after signing out, and nowhere else", async () => {
		const config = await discover();
		const url = oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: `${lazoUrl}/`, state: "z" });
		const response = await fetch(url, { redirect: "manual" });
		expect(response.headers.get("location")).toBe(`${lazoUrl}/?state=z`);
		const elsewhere = await fetch(`${issuer}/logout?post_logout_redirect_uri=https%3A%2F%2Felsewhere.example`, {
			redirect: "manual",
		});
		expect(elsewhere.status).toBe(400);
	});

	it("keeps its key over a restart", async () => {
		const [first, second] = [await signingKey(dataDir), await signingKey(dataDir)];
		expect(second.publicJwk).toEqual(first.publicJwk);
		expect(Object.keys(first.publicJwk)).not.toContain("d");
	});
});
