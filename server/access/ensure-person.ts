import type { Transaction } from "#server/platform/database.ts";

/** Issuer of people who are known by login only (from the catalog or an imported past) and have not signed in yet. */
export const notYetSignedIn = "catalog";

/** The person with a login, made without any right when nobody of that login is known. Sign-in takes such a row over. */
export async function ensurePerson(
	tx: Transaction,
	login: string,
	name = login,
): Promise<{ id: string; login: string; name: string }> {
	await lockLogin(tx, login);
	return tx.person.upsert({
		where: { login },
		create: { issuer: notYetSignedIn, subject: login, login, name },
		update: {},
		select: { id: true, login: true, name: true },
	});
}

/** Until the transaction ends nobody else makes a person of that login: one who is made meanwhile could not be seen. */
export async function lockLogin(tx: Transaction, login: string): Promise<void> {
	await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`person ${login}`}))`;
}
