import type { z } from "zod";
import { type WorkloadObject, workloadOfApps } from "./objects.ts";
import type { WorkloadKind } from "./resources.ts";
import { rolloutObjectSchema } from "./rollout-object.ts";

/** Reads a workload of a kind; `parse` throws ZodError. */
export const workloadSchema = (kind: WorkloadKind): z.ZodType<WorkloadObject> =>
	kind === "Rollout" ? rolloutObjectSchema : workloadOfApps(kind);
