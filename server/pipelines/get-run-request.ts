import { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { type RunRequestState, runRequestSchema } from "./schema.ts";

const failureShape = z.object({ code: z.string(), detail: z.string() });

/** What became of a request for a run. Throws Problem 404. */
export async function getRunRequest(actor: Actor, id: string): Promise<RunRequestState> {
	await authorize(actor, "pipelines.read", { subject: { kind: "run-request", id } });
	const row = await db().runRequest.findUnique({
		where: { id },
		include: { workflow: { include: { repository: true } } },
	});
	if (!row) throw notFound("run-request", id);
	const failure = failureShape.safeParse(row.failure);
	return {
		id,
		status: runRequestSchema.shape.status.parse(row.status),
		workflowId: row.workflowId,
		workflow: row.workflow.name,
		repository: row.workflow.repository.slug,
		ref: row.ref,
		requestedAt: row.requestedAt.toISOString(),
		runId: row.runId,
		failure: failure.success ? failure.data : null,
	};
}
