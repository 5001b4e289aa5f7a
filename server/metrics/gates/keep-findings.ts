import { isDeepStrictEqual } from "node:util";
import { db } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { type GateFinding, gateFindingsSchema } from "./schema.ts";

/** Keeps what the gates of a deployment found, for its page, when it is something new. What could not be looked at stays as it was. */
export async function keepFindings(deploymentId: string, found: GateFinding[], now: Date): Promise<void> {
	if (found.length === 0) return;
	const row = await db().deployment.findUnique({ where: { id: deploymentId }, select: { gateFindings: true } });
	const kept = gateFindingsSchema.safeParse(row?.gateFindings).data?.items ?? [];
	if (isDeepStrictEqual(kept, found)) return;
	await transaction(async (tx) => {
		const gateFindings = { at: now.toISOString(), items: found };
		await tx.deployment.update({ where: { id: deploymentId }, data: { gateFindings } });
		await touch(tx, [`deployment:${deploymentId}`]);
	});
}
