import { z } from "zod";
import type { HeldObject } from "./made-objects.ts";

const conditionSchema = z.object({
	type: z.string(),
	status: z.string(),
	reason: z.string().nullish(),
	message: z.string().nullish(),
});
const jobSchema = z.object({
	metadata: z.object({ uid: z.string() }),
	status: z.object({ conditions: z.array(conditionSchema).nullish() }).nullish(),
});

/** A Job as far as Lazo looks at it; `ended` is null while it runs or waits. */
export type JobObject = { uid: string; ended: { complete: boolean; reason: string | null } | null };

/** Reads what the cluster holds as a Job (batch/v1). Throws ZodError. */
export function readJob(held: HeldObject): JobObject {
	const { metadata, status } = jobSchema.parse(held);
	const final = status?.conditions?.find(
		({ type, status: said }) => said === "True" && (type === "Complete" || type === "Failed"),
	);
	return {
		uid: metadata.uid,
		ended: final ? { complete: final.type === "Complete", reason: final.reason ?? null } : null,
	};
}
