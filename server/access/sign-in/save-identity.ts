import { automation } from "#server/platform/actor.ts";
import { config } from "#server/platform/config/load.ts";
import type { Transaction } from "#server/platform/database.ts";
import { Problem } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { audit } from "../audit.ts";
import { lockLogin, notYetSignedIn } from "../ensure-person.ts";
import { roleClaims } from "../role-claims.ts";
import type { Identity } from "./identity.ts";

/**
 * Makes or updates the person of an identity, with the teams and roles that its groups say.
 * Memberships and roles given otherwise stay. Throws Problem 403 for a person who has been disabled.
 */
export async function saveIdentity(identity: Identity): Promise<{ id: string; locale: string }> {
	return transaction(async (tx) => {
		const { issuer, subject, name, email, groups } = identity;
		await lockLogin(tx, identity.login);
		const found = await tx.person.findUnique({ where: { issuer_subject: { issuer, subject } } });
		if (found?.disabledAt)
			throw new Problem({
				status: 403,
				code: "sign-in.disabled",
				detail: "This account has been disabled in Lazo. Ask an administrator.",
			});
		// Somebody whom the catalog or an imported past named by login before they first signed in.
		const named =
			found ??
			(await tx.person.findUnique({ where: { issuer_subject: { issuer: notYetSignedIn, subject: identity.login } } }));
		const person = named
			? await tx.person.update({
					where: { id: named.id },
					data: { issuer, subject, name, email, groups, ...(!found && { locale: localeOf(identity) }) },
				})
			: await tx.person.create({
					data: {
						issuer,
						subject,
						login: await freeLogin(tx, identity.login),
						name,
						email,
						groups,
						locale: localeOf(identity),
					},
				});
		await followGroups(tx, person.id, groups);
		const subjectRef = { kind: "person", id: person.id };
		const actor = automation("sign-in", { kind: "person", id: person.id, login: person.login, name });
		await recordEvent(tx, {
			type: found ? "person.signed-in" : "person.created",
			actor,
			subject: subjectRef,
			data: { login: person.login },
		});
		await audit(tx, { actor, action: "self.manage", subject: subjectRef, after: { signedInWith: issuer, groups } });
		return { id: person.id, locale: person.locale };
	});
}

async function followGroups(tx: Transaction, personId: string, groups: string[]): Promise<void> {
	const teams = await tx.team.findMany({ where: { name: { in: groups }, orphanedAt: null }, select: { id: true } });
	const teamIds = teams.map(({ id }) => id);
	await tx.teamMember.deleteMany({ where: { personId, source: "claim", teamId: { notIn: teamIds } } });
	await tx.teamMember.createMany({
		data: teamIds.map((teamId) => ({ personId, teamId, source: "claim" })),
		skipDuplicates: true,
	});
	await tx.roleGrant.deleteMany({ where: { personId, source: "claim" } });
	const roles = roleClaims(groups, config().OIDC_ROLE_GROUPS);
	await tx.roleGrant.createMany({ data: roles.map((role) => ({ personId, role, source: "claim" })) });
}

const localeOf = ({ locale }: Identity) => (locale?.toLowerCase().startsWith("es") ? "es" : "en");

/** The login as given, or with a number when somebody from another provider has it. */
async function freeLogin(tx: Transaction, wanted: string): Promise<string> {
	for (let number = 1; ; number++) {
		const login = number === 1 ? wanted : `${wanted}-${number}`;
		if (!(await tx.person.findUnique({ where: { login }, select: { id: true } }))) return login;
	}
}
