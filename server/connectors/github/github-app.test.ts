import { createVerify, generateKeyPairSync } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { GitHubClient } from "./github-client.ts";
import { readGitHubCredential } from "./github-credential.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
// As GitHub hands it out.
const pem = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
let database: TestDatabase;
let server: Server;
let url = "";
let fetched = 0;
/** The tokens that GitHub takes at this moment. */
let valid = new Set<string>();

beforeAll(async () => {
	database = await createTestDatabase("worker");
	server = createServer((request, response) => {
		request.resume();
		const authorization = request.headers.authorization ?? "";
		const answer = (status: number, body: unknown) =>
			response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
		if (request.url === "/app/installations/42/access_tokens") {
			if (!isSigned(authorization.slice("bearer ".length))) return answer(401, { message: "Bad credentials" });
			fetched += 1;
			valid.add(`token ghs_${fetched}`);
			return answer(201, { token: `ghs_${fetched}`, expires_at: new Date(Date.now() + 3_600_000), permissions: {} });
		}
		if (!valid.has(authorization)) return answer(401, { message: "Bad credentials" });
		answer(200, []);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
	server.close();
	await database.drop();
});
beforeEach(() => {
	fetched = 0;
	valid = new Set();
});

/** Whether the App signed it, for itself and for no longer than ten minutes. */
function isSigned(jwt: string): boolean {
	const [head = "", body = "", signature = ""] = jwt.split(".");
	const { iss, iat, exp } = JSON.parse(Buffer.from(body, "base64url").toString());
	const verifies = createVerify("sha256").update(`${head}.${body}`).verify(publicKey, signature, "base64url");
	return verifies && String(iss) === "7" && exp - iat <= 660;
}

const open = (key = pem) =>
	new GitHubClient({
		connectionId: "01a1fe6f-ae16-7518-968d-487e3b069625",
		url,
		credential: readGitHubCredential(JSON.stringify({ appId: "7", privateKey: key, installationId: "42" })),
		organisation: "almena",
	});
const read = (client: GitHubClient) => client.call("GET /orgs/{org}/repos", { org: "almena" });

it("a GitHub App speaks as its installation, with one token for many calls", async () => {
	const client = open();
	expect((await read(client)).status).toBe(200);
	await Promise.all([read(client), read(client)]);
	expect(fetched).toBe(1);
});

it("a token that ended in the middle is fetched anew, and the call is answered (R25)", async () => {
	const client = open();
	await read(client);
	valid.clear();
	// The token is old enough not to be taken for one that GitHub does not know yet.
	await expect.poll(async () => (await read(client)).status, { timeout: 15_000 }).toBe(200);
	expect(fetched).toBe(2);
}, 20_000);

it("a key may come as base64 or on one line, as environments carry it", async () => {
	for (const key of [Buffer.from(pem).toString("base64"), pem.replaceAll("\n", "\\n")])
		expect((await read(open(key))).status).toBe(200);
});

it("a wrong key is said as a refusal, and the key is in no error", async () => {
	const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs1", format: "pem" });
	const refused = await read(open(other.toString())).catch((error: Error) => error);
	expect(refused).toMatchObject({ name: "GitHubError", status: 401 });
	const unreadable = await read(
		open(`-----BEGIN RSA PRIVATE KEY-----\ncanary-of-a-key\n-----END RSA PRIVATE KEY-----`),
	).catch((error: Error) => error);
	expect(String(unreadable)).toContain("GitHub");
	expect(`${refused} ${unreadable} ${JSON.stringify(unreadable)}`).not.toMatch(/canary-of-a-key|PRIVATE KEY/);
});
