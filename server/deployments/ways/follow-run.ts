import { db } from "#server/platform/database.ts";
import { enqueue } from "#server/platform/jobs.ts";
import { transaction } from "#server/platform/transaction.ts";
import { executeQueue } from "../queues.ts";

/** Looks at once at the deployment that a finished run carried, if it carried one. */
export async function followRun(runId: string): Promise<void> {
	const request = await db().runRequest.findFirst({ where: { runId }, select: { id: true } });
	if (!request) return;
	const carried = await db().deployment.findFirst({
		where: { status: "applying", carrier: { path: ["requestId"], equals: request.id } },
		select: { id: true },
	});
	if (carried) await transaction((tx) => enqueue(tx, executeQueue, { data: { deploymentId: carried.id } }));
}
