import { organisation, people } from "../../company/company.ts";
import { type Context, tokenLogin } from "../context.ts";

/** A GitHub "simple user": a person, the organisation, or the bot that the token belongs to. */
export function userJson(context: Context, login: string) {
	const api = `${context.apiUrl}/users/${login}`;
	const type = login === organisation ? "Organization" : login === tokenLogin ? "Bot" : "User";
	const id = userId(login);
	return {
		login,
		id,
		node_id: nodeId("U", id),
		avatar_url: `${context.webUrl}/avatars/u/${id}`,
		gravatar_id: "",
		url: api,
		html_url: `${context.webUrl}/${login}`,
		followers_url: `${api}/followers`,
		following_url: `${api}/following{/other_user}`,
		gists_url: `${api}/gists{/gist_id}`,
		starred_url: `${api}/starred{/owner}{/repo}`,
		subscriptions_url: `${api}/subscriptions`,
		organizations_url: `${api}/orgs`,
		repos_url: `${api}/repos`,
		events_url: `${api}/events{/privacy}`,
		received_events_url: `${api}/received_events`,
		type,
		site_admin: false,
	};
}

/** The user behind a commit's address, or null when the organisation does not know it. */
export function userOfEmail(context: Context, email: string) {
	const person = people.find((one) => one.email === email);
	return person ? userJson(context, person.login) : null;
}

function userId(login: string): number {
	if (login === organisation) return 1;
	if (login === tokenLogin) return 2;
	return 100 + people.findIndex((person) => person.login === login);
}

/** GitHub's opaque id of a thing, for its GraphQL API. */
export function nodeId(kind: string, id: number | string): string {
	return `${kind}_${Buffer.from(`${kind}:${id}`).toString("base64url")}`;
}

/** A stored time as GitHub writes it: whole seconds. */
export function seconds(time: string): string {
	return time.replace(/\.\d+Z$/, "Z");
}
