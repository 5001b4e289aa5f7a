import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { measureSchema, type Verdict, verdictStateSchema } from "./schema.ts";

/** The verdict of a deployment, kept for ever; null while there is none. Throws Problem 404. */
export async function getVerdict(actor: Actor, deploymentId: string): Promise<{ verdict: Verdict | null }> {
	await authorize(actor, "metrics.read", { subject: { kind: "deployment", id: deploymentId } });
	const deployment = await db().deployment.findUnique({ where: { id: deploymentId }, include: { verdict: true } });
	if (!deployment) throw notFound("deployment", deploymentId);
	const { verdict } = deployment;
	if (!verdict) return { verdict: null };
	const { beforeFrom, beforeTo, afterFrom, afterTo, decidedAt } = verdict;
	return {
		verdict: {
			state: verdictStateSchema.parse(verdict.state),
			before: { from: beforeFrom.toISOString(), to: beforeTo.toISOString() },
			after: { from: afterFrom.toISOString(), to: afterTo.toISOString() },
			measures: measureSchema.array().parse(verdict.measures),
			decidedAt: decidedAt.toISOString(),
		},
	};
}
