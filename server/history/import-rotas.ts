import { onCallKeys, saveRota } from "#server/access/on-call/set-rota.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { ensureKnown } from "./ensure-people.ts";
import type { History } from "./history-schema.ts";
import { idOf, type Places } from "./known-places.ts";

/** Writes the rotas of teams that have none; one that somebody set meanwhile stays. Safe to repeat. */
export async function importRotas({ rotas }: History, { teams }: Places): Promise<void> {
	for (const { team, people, ...rota } of rotas) {
		const teamId = idOf(teams, team);
		await transaction(async (tx) => {
			if (await tx.onCallRota.findUnique({ where: { teamId } })) return;
			const personIds: string[] = [];
			for (const login of people) personIds.push((await ensureKnown(tx, login)).id);
			await saveRota(tx, teamId, { ...rota, personIds });
			await touch(tx, onCallKeys(teamId));
		});
	}
}
