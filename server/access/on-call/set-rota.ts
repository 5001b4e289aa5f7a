import type { Actor } from "#server/platform/actor.ts";
import { db, type Reader, type Transaction } from "#server/platform/database.ts";
import { invalid } from "#server/platform/errors.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { audit } from "../audit.ts";
import { authorize } from "../authorize.ts";
import { findTeam } from "./get-on-call.ts";
import { loadRota } from "./load-rota.ts";
import { type SetRota, setRotaSchema } from "./schema.ts";
import { shiftAt } from "./shift-at.ts";

/**
 * Says who is on call for a team, turn by turn; overrides stay. Throws Problem 403, 404, 422 `unknown-person` or
 * `unknown-time-zone`.
 */
export async function setRota(actor: Actor, teamName: string, input: SetRota): Promise<void> {
	const wanted = setRotaSchema.parse(input);
	const team = await findTeam(db(), teamName);
	const subject = { kind: "team", id: team.id };
	await authorize(actor, "on-call.manage", { teamId: team.id, subject });
	refuseUnknownZone(wanted);
	const personIds = await findPeople(db(), wanted.people);
	const before = await loadRota(db(), team.id, new Date());
	await transaction(async (tx) => {
		await saveRota(tx, team.id, { ...wanted, personIds });
		await audit(tx, {
			...{ actor, action: "on-call.manage", subject, teamId: team.id },
			...(before && { before: { ...before.rota, people: before.people.map(({ login }) => login) } }),
			after: wanted,
		});
		await touch(tx, onCallKeys(team.id));
	});
}

/** What shows a team's rota: its page, and the pages of its services. */
export const onCallKeys = (teamId: string) => [`team:${teamId}`, "on-call"];

type Row = Omit<SetRota, "people"> & { personIds: readonly string[] };

/** Writes a rota in place of the one that is there. */
export async function saveRota(tx: Transaction, teamId: string, { personIds, ...rota }: Row): Promise<void> {
	const { startsOn, time, timeZone, days } = rota;
	const columns = { startsOn, time, timeZone, days };
	await tx.onCallRota.upsert({ where: { teamId }, create: { teamId, ...columns }, update: columns });
	await tx.onCallMember.deleteMany({ where: { teamId } });
	await tx.onCallMember.createMany({ data: personIds.map((personId, position) => ({ teamId, position, personId })) });
}

/** Ids of people by login, in order. Throws Problem 422 `unknown-person`. */
export async function findPeople(reader: Reader, logins: readonly string[]): Promise<string[]> {
	const found = await reader.person.findMany({ where: { login: { in: [...logins] }, disabledAt: null } });
	return logins.map((login) => {
		const person = found.find((one) => one.login === login);
		if (person) return person.id;
		throw invalid(
			"unknown-person",
			`"${login}" has never signed in or may not any more, so they cannot be on call. Choose somebody else.`,
			{ login },
		);
	});
}

function refuseUnknownZone(wanted: SetRota): void {
	try {
		shiftAt(wanted, [], new Date());
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		throw invalid("unknown-time-zone", `There is no time zone "${wanted.timeZone}". Name one as Europe/Madrid.`, {
			timeZone: wanted.timeZone,
		});
	}
}
