/** A step of a canary. `weight` is percent of the traffic; a pause without `duration` ("30s") ends when somebody promotes. */
export type RolloutStep = {
	kind: "weight" | "pause" | "analysis" | "experiment" | "scale" | "other";
	weight: number | null;
	duration: string | null;
};

/** A metric of an analysis: its verdict so far, its last value as its provider gave it, and how often it was measured. */
export type AnalysisMetric = {
	name: string;
	phase: string;
	value: string | null;
	message: string | null;
	measured: number;
	failed: number;
	errors: number;
};

/** How far an Argo Rollout has come. */
export type RolloutStages = {
	strategy: "canary" | "blue-green";
	phase: "Progressing" | "Paused" | "Healthy" | "Degraded";
	/** The controller's own words. */
	message: string | null;
	steps: RolloutStep[];
	/** Index of the step that runs; the number of steps when all are done. Null for a strategy without steps. */
	step: number | null;
	/** Percent of the traffic that the new version is to get now; null for blue-green. */
	weight: number | null;
	pauses: { reason: string; since: string }[];
	/** The analysis that decides whether it goes on: its verdict so far. */
	analysis: { name: string; status: string; message: string | null; metrics: AnalysisMetric[] } | null;
	aborted: boolean;
	/** All steps are being skipped, because somebody asked for it. */
	promotedFull: boolean;
	/** The newest template is the one that gets the traffic. */
	stable: boolean;
	/** Hash of the newest template. */
	podHash: string;
};

/**
 * The Deployment that a Rollout takes its pod template from (`spec.workloadRef`). `observedGeneration`: of the Deployment, as the
 * Rollout's controller last took it up. `held`: the Deployment as it was read, null while it was not.
 */
export type TemplateSource = {
	name: string;
	/** What becomes of the Deployment's own pods: never, onsuccess, progressively. */
	scaleDown: string;
	observedGeneration: number;
	held: { resourceVersion: string; annotations: Record<string, string> } | null;
};
