import { stagesOf } from "#server/deployments/stages/stages-of.ts";
import { conflict, invalid } from "#server/platform/errors.ts";
import type { Workload } from "../../../prisma/generated/client.ts";
import type { OperateAction, Point } from "./schema.ts";

type Asked = { workload: Workload; action: OperateAction; running: { id: string } | null };

/**
 * Where the rollout stands that is to be promoted, so that being told twice promotes once; null for other actions. Throws Problem
 * 422 `no-stages` for other kinds than Rollouts, 409 `no-rollout`, `not-paused`.
 */
export async function findPoint({ workload, action, running }: Asked): Promise<Point | null> {
	if (action !== "promote" && action !== "promote-full") return null;
	const { kind } = workload;
	if (kind !== "Rollout")
		throw invalid("no-stages", `A ${kind} rolls out without steps; there is nothing to promote.`, { kind });
	const stages = running && (await stagesOf(running.id));
	if (!running || !stages) throw conflict("no-rollout", "Nothing rolls out here, so there is nothing to promote.");
	if (action === "promote" && stages.pauses.length === 0)
		throw conflict("not-paused", "The rollout is not paused, so it goes on by itself.");
	return { deploymentId: running.id, podHash: stages.podHash, step: stages.step };
}
