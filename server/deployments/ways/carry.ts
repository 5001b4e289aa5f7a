import { applyToCluster } from "../internal/apply-to-cluster.ts";
import type { Carry } from "./carried.ts";
import { carryByGit } from "./carry-by-git.ts";
import { carryByWorkflow } from "./carry-by-workflow.ts";
import { type WayKind, wayKindSchema } from "./schema.ts";

const ways: Record<WayKind, Carry> = {
	patch: async (deployment, place) => ({ state: "applied", live: await applyToCluster(deployment, place) }),
	workflow: carryByWorkflow,
	gitops: carryByGit,
};

/** Carries a deployment by the way it was requested with. */
export const carry: Carry = (deployment, place) => ways[wayKindSchema.parse(deployment.way)](deployment, place);
