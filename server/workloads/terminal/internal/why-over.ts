import { loadPerson } from "#server/access/load-person.ts";
import { db } from "#server/platform/database.ts";
import type { TerminalSession } from "../../../../prisma/generated/client.ts";
import { type TerminalEnd, terminalEndSchema } from "../schema.ts";
import { standingOf } from "./standing.ts";

/** Why a terminal that runs must end, as the books stand now: signed out, right taken, ended by another. Null while it may go on. */
export async function whyOver({
	id,
	personId,
	sessionId,
	serviceId,
	environment,
}: TerminalSession): Promise<TerminalEnd | null> {
	const now = await db().terminalSession.findUnique({ where: { id } });
	if (!now || now.endedAt) return terminalEndSchema.catch("worker-lost").parse(now?.ended);
	const session = await db().session.findUnique({ where: { id: sessionId } });
	if (!session || session.revokedAt || session.expiresAt < new Date()) return "signed-out";
	const person = await loadPerson(personId);
	if (!person) return "signed-out";
	const service = await db().entity.findUnique({ where: { id: serviceId } });
	const place = await db().environment.findUnique({ where: { name: environment } });
	if (!service || !place) return "right";
	const actor = { kind: "person" as const, ...person, sessionId };
	const standing = await standingOf(actor, { teamId: service.ownerTeamId, environment: place });
	return standing === "open" ? null : "right";
}
