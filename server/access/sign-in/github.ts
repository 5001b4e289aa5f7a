import { z } from "zod";
import { config } from "#server/platform/config/load.ts";
import { Problem } from "#server/platform/errors.ts";
import { outbound } from "#server/platform/outbound.ts";
import type { Identity } from "./identity.ts";

const userSchema = z.object({
	id: z.number().int(),
	login: z.string(),
	name: z.string().nullish(),
	email: z.string().nullish(),
});
const teamsSchema = z.array(z.object({ slug: z.string(), organization: z.object({ login: z.string() }) }));

/** Where to send the browser to sign in with GitHub. `read:org` is for the membership and the teams. */
export function githubAuthorizationUrl(state: string, redirectUri: string): URL {
	const { GITHUB_OAUTH_URL, GITHUB_OAUTH_CLIENT_ID = "" } = config();
	const url = new URL(`${GITHUB_OAUTH_URL.replace(/\/$/, "")}/login/oauth/authorize`);
	url.search = new URLSearchParams({
		client_id: GITHUB_OAUTH_CLIENT_ID,
		redirect_uri: redirectUri,
		scope: "read:user read:org",
		state,
	}).toString();
	return url;
}

/** Trades the code for the person. Only members of GITHUB_ORG are let in: everybody in the world has a GitHub account. */
export async function githubIdentity(answer: URL, redirectUri: string): Promise<Identity> {
	const { GITHUB_OAUTH_URL, GITHUB_ORG } = config();
	if (!GITHUB_ORG)
		throw refused("sign-in.organisation-unset", "GITHUB_ORG is not set, so nobody can sign in with GitHub.");
	const token = await exchange(answer.searchParams.get("code") ?? "", redirectUri);
	const user = userSchema.parse(await read(token, "/user"));
	const membership = z
		.object({ state: z.string() })
		.safeParse(await read(token, `/user/memberships/orgs/${encodeURIComponent(GITHUB_ORG)}`));
	if (!membership.success || membership.data.state !== "active")
		throw refused("sign-in.not-a-member", `${user.login} is not a member of ${GITHUB_ORG} on GitHub.`, {
			login: user.login,
			organisation: GITHUB_ORG,
		});
	const teams = teamsSchema.parse(await read(token, "/user/teams?per_page=100"));
	return {
		issuer: new URL(GITHUB_OAUTH_URL).origin,
		subject: String(user.id),
		login: user.login,
		name: user.name ?? user.login,
		email: user.email ?? null,
		locale: null,
		groups: teams
			.filter(({ organization }) => organization.login.toLowerCase() === GITHUB_ORG.toLowerCase())
			.map(({ slug }) => slug),
	};
}

const refused = (code: string, detail: string, params: Record<string, string> = {}) =>
	new Problem({ status: 403, code, detail, params });

async function exchange(code: string, redirectUri: string): Promise<string> {
	const { GITHUB_OAUTH_URL, GITHUB_OAUTH_CLIENT_ID, GITHUB_OAUTH_CLIENT_SECRET } = config();
	const answer = await outbound({
		system: "github",
		url: `${GITHUB_OAUTH_URL.replace(/\/$/, "")}/login/oauth/access_token`,
		method: "POST",
		headers: { accept: "application/json", "content-type": "application/json" },
		body: JSON.stringify({
			client_id: GITHUB_OAUTH_CLIENT_ID,
			client_secret: GITHUB_OAUTH_CLIENT_SECRET,
			code,
			redirect_uri: redirectUri,
		}),
	});
	const parsed = z.object({ access_token: z.string().min(1) }).safeParse(parseJson(answer.text));
	if (!parsed.success) throw refused("sign-in.refused", "GitHub did not accept the answer. Sign in again.");
	return parsed.data.access_token;
}

async function read(token: string, path: string): Promise<unknown> {
	const answer = await outbound({
		system: "github",
		url: `${config().GITHUB_API_URL.replace(/\/$/, "")}${path}`,
		headers: { accept: "application/vnd.github+json", authorization: `Bearer ${token}`, "user-agent": "lazo" },
	});
	return parseJson(answer.text);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
