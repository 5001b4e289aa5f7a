import { organisation, people } from "../../company/company.ts";
import { teams } from "../../company/teams.ts";
import { tokenLogin } from "../context.ts";
import { fullOrganisationJson, membersOf, teamJson } from "../json/organisation-json.ts";
import { repositoryJson } from "../json/repository-json.ts";
import { seconds, userJson } from "../json/user-json.ts";
import { paged } from "./pages.ts";
import { type ApiRequest, notFound, ok } from "./request.ts";
import type { Routes } from "./router.ts";

export const organisationRoutes: Routes = {
	"GET /user": (request) => ok(profile(request, tokenLogin)),
	"GET /users/:login": (request) => ok(profile(request, request.params.login ?? "")),
	"GET /meta": () =>
		ok({ verifiable_password_authentication: false, installed_version: "3.19.0", hooks: ["127.0.0.1/32"] }),
	"GET /user/orgs": (request) => paged(request, [organisation], (login) => userJson(request.context, login)),
	"GET /orgs/:org": (request) => {
		checkOrganisation(request);
		return ok(fullOrganisationJson(request.context));
	},
	"GET /orgs/:org/repos": (request) => {
		checkOrganisation(request);
		const all = [...request.context.state.repositories].sort((a, b) => a.name.localeCompare(b.name));
		return paged(request, all, (repository) => repositoryJson(request.context, repository));
	},
	"GET /orgs/:org/members": (request) => {
		checkOrganisation(request);
		return paged(request, people, (person) => userJson(request.context, person.login));
	},
	"GET /orgs/:org/teams": (request) => {
		checkOrganisation(request);
		return paged(request, teams, (team) => teamJson(request.context, team));
	},
	"GET /orgs/:org/teams/:slug": (request) => ok(teamJson(request.context, findTeam(request))),
	"GET /orgs/:org/teams/:slug/members": (request) =>
		paged(request, membersOf(findTeam(request).name), (login) => userJson(request.context, login)),
};

function checkOrganisation(request: ApiRequest): void {
	if (request.params.org?.toLowerCase() !== organisation) throw notFound();
}

function findTeam(request: ApiRequest) {
	checkOrganisation(request);
	const team = teams.find((one) => one.name === request.params.slug);
	if (!team) throw notFound();
	return team;
}

function profile(request: ApiRequest, login: string) {
	const person = people.find((one) => one.login === login);
	if (!person && login !== tokenLogin) throw notFound();
	const since = seconds(request.context.state.repositories[0]?.createdAt ?? "2024-01-01T00:00:00Z");
	return {
		...userJson(request.context, login),
		name: person?.name ?? "Lazo",
		company: "Almena",
		blog: null,
		location: null,
		email: person?.email ?? null,
		hireable: null,
		bio: null,
		public_repos: 0,
		public_gists: 0,
		followers: 0,
		following: 0,
		created_at: since,
		updated_at: since,
	};
}
