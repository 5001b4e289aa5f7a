import type { RolloutStages } from "#server/connectors/kubernetes/rollout-stages.ts";
import { whyNotReady } from "../internal/why-not-ready.ts";
import type { Progress } from "../schema.ts";
import { failed, type Verdict } from "../verdict.ts";

/**
 * What an Argo Rollout has come to, by its controller's own word for this generation. Pure. A pause has no deadline: somebody, or
 * its own time, ends it.
 */
export function judgeStages(
	progress: Progress,
	stages: RolloutStages,
	{ generation, late }: { generation: number; late: boolean },
): Verdict {
	const { ready, desired, pods } = progress;
	const fresh = pods.filter((pod) => pod.new && !pod.deleting);
	const overdue = () => failed("deadline-exceeded", { ready, desired, ...whyNotReady(fresh) });
	const { phase, message, step, steps } = stages;
	if (progress.observedGeneration < generation) return late ? overdue() : { state: "rolling" };
	if (stages.aborted)
		return failed("stages-aborted", { message, step: step === null ? null : step + 1, steps: steps.length });
	if (phase === "Healthy" && stages.stable) return { state: "rolled-out" };
	if (progress.deadlineExceeded) return overdue();
	if (phase === "Degraded") return failed("stages-degraded", { message });
	return late && phase !== "Paused" ? overdue() : { state: "rolling" };
}
