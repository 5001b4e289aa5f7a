import { writeRunRequest } from "#server/pipelines/dispatch/write-run-request.ts";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { Problem } from "#server/platform/errors.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Deployment } from "../../../prisma/generated/client.ts";
import type { FoundPlace } from "../internal/find-place.ts";
import { factsOf } from "../ways/facts-of.ts";
import { mapInputs } from "../ways/map-inputs.ts";
import { endSmokeRun } from "./end-smoke-run.ts";
import type { WorkflowTest } from "./schema.ts";

type Tried = { deployment: Deployment; place: FoundPlace; test: WorkflowTest };

/** Asks for the workflow that tries a version, once: the request and the word of it on the smoke run are one transaction. */
export async function startSmokeRun(runId: string, { deployment, place, test }: Tried): Promise<void> {
	const deploymentId = deployment.id;
	const where = { id: test.workflowId };
	const workflow = await db().workflow.findUnique({ where, include: { repository: true } });
	const give = (detail: string) =>
		endSmokeRun(
			{ runId, deploymentId, place },
			{
				result: { code: "run-not-started", status: null, detail, attempts: 0 },
				told: { workflow: workflow?.name ?? "" },
				failure: null,
			},
		);
	if (!workflow) return give("The workflow does not exist any more.");
	const inputs = mapInputs(test.inputs, await factsOf(deployment, place));
	const actor = automation("smoke-test");
	try {
		await transaction(async (tx) => {
			await tx.$queryRaw`select id from "SmokeRun" where id = ${runId}::uuid for update`;
			const run = await tx.smokeRun.findUnique({ where: { id: runId } });
			if (run?.status !== "running" || run.runRequestId) return;
			const wanted = { workflow, ref: test.ref, inputs, deploymentId, operates: true };
			const runRequestId = await writeRunRequest(tx, actor, wanted);
			await tx.smokeRun.update({ where: { id: runId }, data: { runRequestId } });
		});
	} catch (error) {
		if (!(error instanceof Problem) || error.status >= 500) throw error;
		await give(error.message);
	}
}
