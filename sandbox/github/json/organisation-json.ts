import { organisation, people } from "../../company/company.ts";
import { type Team, teams } from "../../company/teams.ts";
import type { Context } from "../context.ts";
import { nodeId, userJson } from "./user-json.ts";

/** GitHub's "simple organization", as webhooks carry it. */
export function organisationJson(context: Context) {
	const url = `${context.apiUrl}/orgs/${organisation}`;
	const { id, avatar_url } = userJson(context, organisation);
	return {
		login: organisation,
		id,
		node_id: nodeId("O", id),
		url,
		repos_url: `${url}/repos`,
		events_url: `${url}/events`,
		hooks_url: `${url}/hooks`,
		issues_url: `${url}/issues`,
		members_url: `${url}/members{/member}`,
		public_members_url: `${url}/public_members{/member}`,
		avatar_url,
		description: "An online shop.",
	};
}

/** GitHub's "organization full", the answer for the organisation. */
export function fullOrganisationJson(context: Context) {
	const dates = context.state.repositories.map((repository) => repository.createdAt).sort();
	const createdAt = (dates[0] ?? "2024-01-01T00:00:00Z").replace(/\.\d+Z$/, "Z");
	return {
		...organisationJson(context),
		name: "Almena",
		html_url: `${context.webUrl}/${organisation}`,
		has_organization_projects: false,
		has_repository_projects: false,
		public_repos: 0,
		total_private_repos: context.state.repositories.length,
		public_gists: 0,
		followers: 0,
		following: 0,
		type: "Organization",
		created_at: createdAt,
		updated_at: createdAt,
		archived_at: null,
	};
}

/** GitHub's "team". */
export function teamJson(context: Context, team: Team) {
	const id = 10 + teams.indexOf(team);
	const url = `${context.apiUrl}/organizations/1/team/${id}`;
	return {
		name: team.title,
		id,
		node_id: nodeId("T", id),
		slug: team.name,
		description: team.description,
		privacy: "closed",
		notification_setting: "notifications_enabled",
		url,
		html_url: `${context.webUrl}/orgs/${organisation}/teams/${team.name}`,
		members_url: `${url}/members{/member}`,
		repositories_url: `${url}/repos`,
		permission: "push",
		type: "organization" as const,
		parent: null,
	};
}

/** The logins of a team's members. */
export function membersOf(team: string): string[] {
	return people.filter((person) => person.team === team).map((person) => person.login);
}
