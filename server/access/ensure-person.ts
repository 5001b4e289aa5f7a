import type { Transaction } from "#server/platform/database.ts";

/** Issuer of people who are known by login only (from the catalog or an imported past) and have not signed in yet. */
export const notYetSignedIn = "catalog";

/** The person with a login, made without any right when nobody of that login is known. Sign-in takes such a row over. */
export async function ensurePerson(
	tx: Transaction,
	login: string,
	name = login,
): Promise<{ id: string; login: string; name: string }> {
	return tx.person.upsert({
		where: { login },
		create: { issuer: notYetSignedIn, subject: login, login, name },
		update: {},
		select: { id: true, login: true, name: true },
	});
}
