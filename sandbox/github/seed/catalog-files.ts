import { stringify } from "yaml";
import { organisation, people } from "../../company/company.ts";
import { resources, systems } from "../../company/estate.ts";
import { teams } from "../../company/teams.ts";

type Entity = { kind: string; metadata: Record<string, unknown>; spec: Record<string, unknown> };

/** The files of the organisation's catalog repository: everything of the catalog that is not a service. */
export function catalogFiles(): Record<string, string> {
	const location: Entity = {
		kind: "Location",
		metadata: { name: organisation, description: "The teams, people and shared resources of Almena." },
		spec: { type: "url", targets: ["./org.yaml", "./systems.yaml", "./resources.yaml"] },
	};
	return {
		"catalog-info.yaml": documents([location]),
		"org.yaml": documents([...teams.map(group), ...people.map(user)]),
		"systems.yaml": documents([domain, ...systems.map(system)]),
		"resources.yaml": documents(resources.map(resource)),
		"README.md":
			"# Catalog\n\nTeams, people, systems and resources of Almena. Services describe themselves in their own repositories.\n",
	};
}

const domain: Entity = {
	kind: "Domain",
	metadata: {
		name: "retail",
		title: "Retail",
		description: "Selling things to people, from the shelf to the doorstep.",
	},
	spec: { owner: "group:platform" },
};

function group(team: (typeof teams)[number]): Entity {
	return {
		kind: "Group",
		metadata: {
			name: team.name,
			description: team.description,
			annotations: { "github.com/team-slug": `${organisation}/${team.name}` },
		},
		spec: {
			type: "team",
			profile: { displayName: team.title },
			children: [],
			members: people.filter((person) => person.team === team.name).map((person) => person.login),
		},
	};
}

function user(person: (typeof people)[number]): Entity {
	return {
		kind: "User",
		metadata: { name: person.login, annotations: { "github.com/user-login": person.login } },
		spec: { profile: { displayName: person.name, email: person.email }, memberOf: [person.team] },
	};
}

function system(entry: (typeof systems)[number]): Entity {
	return {
		kind: "System",
		metadata: { name: entry.name, title: entry.title },
		spec: { owner: `group:${entry.owner}`, domain: "retail" },
	};
}

function resource(entry: (typeof resources)[number]): Entity {
	return {
		kind: "Resource",
		metadata: { name: entry.name, description: entry.description },
		spec: { type: entry.type, owner: `group:${entry.owner}` },
	};
}

function documents(entities: Entity[]): string {
	return entities.map((entity) => `---\n${stringify({ apiVersion: "backstage.io/v1alpha1", ...entity })}`).join("");
}
