import { z } from "zod";
import type { Actor } from "#server/platform/actor.ts";
import { callWorker, defineCall } from "#server/platform/rpc.ts";
import { findWayBack } from "./internal/find-way-back.ts";
import { type previewRollbackSchema, type RollbackPreview, rollbackPreviewSchema } from "./schema.ts";

/** Asks the worker for a dry run in the cluster. */
export const dryRunCall = defineCall({
	name: "deployments.dry-run-rollback",
	input: z.object({ targetId: z.uuid(), templateId: z.uuid(), mode: z.enum(["template", "image"]) }),
	output: rollbackPreviewSchema,
});

/** What a rollback to a revision would change, by a dry run of the cluster itself. Throws Problem 403, 404, 422, 503. */
export async function previewRollback(
	actor: Actor,
	input: z.input<typeof previewRollbackSchema>,
): Promise<RollbackPreview> {
	const { target, revision, mode } = await findWayBack(actor, input);
	return callWorker(dryRunCall, { targetId: target.id, templateId: revision.id, mode });
}
