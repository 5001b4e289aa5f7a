import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { type GateFindings, gateFindingsSchema } from "./schema.ts";

/** What the metric gates of a deployment last found while it was watched; null when none has looked. Throws Problem 404. */
export async function getGateFindings(actor: Actor, deploymentId: string): Promise<{ findings: GateFindings | null }> {
	await authorize(actor, "metrics.read", { subject: { kind: "deployment", id: deploymentId } });
	const row = await db().deployment.findUnique({ where: { id: deploymentId }, select: { gateFindings: true } });
	if (!row) throw notFound("deployment", deploymentId);
	return { findings: gateFindingsSchema.safeParse(row.gateFindings).data ?? null };
}
