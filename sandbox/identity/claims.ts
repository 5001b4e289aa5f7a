import { createHash } from "node:crypto";
import { type Person, people, type Role } from "../company/company.ts";

const roleGroups: Record<Role, string> = {
	developer: "role-developers",
	devops: "role-devops",
	lead: "role-leads",
	viewer: "role-viewers",
};

/** A person's subject: opaque and stable, as with most real issuers, so that nobody mistakes it for a login. */
function subjectOf(person: Person): string {
	return createHash("sha256").update(`almena:${person.login}`).digest("hex").slice(0, 24);
}

/** What the issuer says about a person for the scopes that were asked for. */
export function claimsOf(person: Person, scopes: string[]): Record<string, unknown> {
	return {
		sub: subjectOf(person),
		...(scopes.includes("profile") && {
			preferred_username: person.login,
			name: person.name,
			locale: person.locale,
		}),
		...(scopes.includes("email") && { email: person.email, email_verified: true }),
		groups: [person.team, roleGroups[person.role]],
	};
}

/** The person with that login, or null. */
export function findPerson(login: string): Person | null {
	return people.find((person) => person.login === login) ?? null;
}
