import type { AnalysisRunObject } from "#server/connectors/kubernetes/analysis-run-object.ts";
import type { WorkloadObject } from "#server/connectors/kubernetes/objects.ts";
import type { ClusterState } from "./cluster-state.ts";

/** Keeps the AnalysisRuns of Rollouts and marks the Rollout that one is about. */
export const analysisStore = (state: ClusterState, mark: (uid: string) => void) => {
	const tell = ({ ownerUid }: AnalysisRunObject) => {
		if (ownerUid) mark(ownerUid);
	};
	return {
		all: () => [...state.analyses.values()],
		put: (one: AnalysisRunObject) => {
			state.analyses.set(one.uid, one);
			tell(one);
		},
		drop: (one: AnalysisRunObject) => {
			state.analyses.delete(one.uid);
			tell(one);
		},
	};
};

/** A workload with what the analysis has measured that its rollout waits for. */
export function withAnalysis(state: ClusterState, workload: WorkloadObject): WorkloadObject {
	const { stages, namespace } = workload;
	if (!stages?.analysis) return workload;
	const { name } = stages.analysis;
	const run = [...state.analyses.values()].find((one) => one.namespace === namespace && one.name === name);
	if (!run) return workload;
	return { ...workload, stages: { ...stages, analysis: { ...stages.analysis, metrics: run.metrics } } };
}
