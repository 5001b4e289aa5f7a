import { db } from "#server/platform/database.ts";
import { type Deployment, Prisma } from "../../../prisma/generated/client.ts";
import { changeableTarget, type FoundPlace } from "../internal/find-place.ts";
import { factsOf } from "../ways/facts-of.ts";
import { endSmokeRun } from "./end-smoke-run.ts";
import { jobImage, jobName } from "./job-body.ts";
import type { JobTest, SmokeJob } from "./schema.ts";

type Tried = { deployment: Deployment; place: FoundPlace; test: JobTest };

/** Writes down where the Job that tries a version is to be. Whoever follows such Jobs makes it, once. */
export async function startSmokeJob(runId: string, { deployment, place, test }: Tried): Promise<void> {
	const target = changeableTarget(place);
	if (!target) {
		const result = { code: "no-target" as const, status: null, detail: null, attempts: 0 };
		return endSmokeRun({ runId, deploymentId: deployment.id, place }, { result, told: {}, failure: null });
	}
	const job: SmokeJob = {
		...{ connectionId: target.connectionId, namespace: target.namespace, name: jobName(deployment.id), uid: null },
		image: jobImage(test, await factsOf(deployment, place)),
		...{ pod: null, started: false, waiting: null, exitCode: null, lines: [] },
	};
	const none: Prisma.SmokeRunWhereInput = { id: runId, status: "running", job: { equals: Prisma.DbNull } };
	await db().smokeRun.updateMany({ where: none, data: { job } });
}
