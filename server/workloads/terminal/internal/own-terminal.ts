import { auditRefusal } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import { requirePerson } from "#server/access/require-person.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import type { TerminalSession } from "../../../../prisma/generated/client.ts";

/**
 * A terminal of the person who asks, in the sign-in that opened it. Throws Problem 404 for anybody else's, 403 for one who
 * may open none there any more. Both are audited.
 */
export async function ownTerminal(
	actor: Actor,
	id: string,
	action: "terminal.open" | "terminal.read" | "terminal.end",
): Promise<TerminalSession> {
	const { id: personId, sessionId } = requirePerson(actor);
	const row = await db().terminalSession.findUnique({ where: { id } });
	if (!row) throw notFound("terminal", id);
	const { teamId, environment: name } = row;
	const subject = { kind: "terminal", id };
	if (row.personId !== personId || row.sessionId !== sessionId) {
		await auditRefusal({ actor, action, subject, teamId, environment: name, reason: "not-your-terminal" });
		throw notFound("terminal", id);
	}
	const environment = await db().environment.findUnique({ where: { name } });
	await authorize(actor, action, { teamId, ...(environment && { environment }), subject });
	return row;
}
