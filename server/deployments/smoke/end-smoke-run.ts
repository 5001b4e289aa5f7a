import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { failDeployment } from "../internal/fail-deployment.ts";
import type { SmokeResult } from "./schema.ts";

type Ended = {
	runId: string;
	deploymentId: string;
	place: { serviceId: string; service: { ownerTeamId: string | null }; environment: { name: string } };
};
export type SmokeEnd = {
	result: SmokeResult;
	/** What the event says beside the code. */
	told: Record<string, string | number | null>;
	/** Why the deployment has failed; null when nothing speaks against the version. */
	failure: Parameters<typeof failDeployment>[2] | null;
};

/** Writes down what came of a smoke test, once, and fails the deployment where that speaks against its version. */
export async function endSmokeRun({ runId, deploymentId, place }: Ended, { result, told, failure }: SmokeEnd) {
	await transaction(async (tx) => {
		const passed = ["passed", "run-passed", "job-passed"].includes(result.code);
		const { count } = await tx.smokeRun.updateMany({
			where: { id: runId, status: "running" },
			data: { status: passed ? "passed" : "failed", result, finishedAt: new Date() },
		});
		if (count === 0) return;
		await recordEvent(tx, {
			type: "deployment.smoke-tested",
			actor: automation("observer"),
			subject: { kind: "deployment", id: deploymentId },
			serviceId: place.serviceId,
			teamId: place.service.ownerTeamId,
			data: { code: result.code, ...told, environment: place.environment.name },
		});
		if (failure) await failDeployment(tx, deploymentId, failure);
	});
}

/** Ends a run that was killed and whose deployment is not watched any more, or whose place asks for none by now. */
export async function cutShort(deploymentId: string): Promise<void> {
	const result: SmokeResult = { code: "cut-short", status: null, detail: null, attempts: 0 };
	await db().smokeRun.updateMany({
		where: { deploymentId, status: "running" },
		data: { status: "failed", result, finishedAt: new Date() },
	});
}
