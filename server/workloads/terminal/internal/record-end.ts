import { audit } from "#server/access/audit.ts";
import { actorRefSchema } from "#server/deployments/schema.ts";
import { automation } from "#server/platform/actor.ts";
import { recordEvent } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { TerminalEnd } from "../schema.ts";

type Ended = { ended: TerminalEnd; exitCode: number | null; bytesIn: number | null; bytesOut: number | null };

/** Writes down how a terminal ended, with its audit line; the first word counts. False when it had ended before. */
export function recordEnd(id: string, { ended, exitCode, bytesIn, bytesOut }: Ended): Promise<boolean> {
	return transaction(async (tx) => {
		const { count } = await tx.terminalSession.updateMany({
			where: { id, endedAt: null },
			data: { endedAt: new Date(), ended, exitCode, bytesIn, bytesOut },
		});
		if (count === 0) return false;
		const row = await tx.terminalSession.findUniqueOrThrow({ where: { id } });
		const { id: personId, name = "" } = actorRefSchema.parse(row.actor);
		const actor = automation("terminal", { kind: "person", id: personId, name });
		const subject = { kind: "terminal", id };
		const seconds = Math.round(((row.endedAt?.getTime() ?? 0) - row.startedAt.getTime()) / 1_000);
		const { serviceId, teamId, environment, pod, container } = row;
		await audit(tx, {
			...{ actor, action: "terminal.end", subject, teamId, environment },
			...{ after: { ended, exitCode, seconds, bytesIn, bytesOut }, reason: row.reason },
		});
		const data = { environment, pod, container, ended, exitCode, seconds };
		await recordEvent(tx, { type: "terminal.ended", actor, subject, serviceId, teamId, data });
		return true;
	});
}
