import { z } from "zod";
import { db } from "#server/platform/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { LoopEvent } from "../../prisma/generated/client.ts";
import { openIncident } from "./open-incident.ts";

const failureSchema = z.object({
	code: z.string().default("failed"),
	/** False when it was refused before anything changed in the cluster: then nothing is broken. */
	applied: z.boolean().default(true),
	/** True when it is imported history: its incident, if there was one, is imported too. */
	past: z.boolean().default(false),
});

/** What a failure is called in the backlog. */
const words: Record<string, string> = {
	"crash-loop": "its containers crash again and again",
	"image-pull": "its image cannot be pulled",
	"container-refused": "its containers cannot be created",
	"pods-refused": "the cluster refuses its pods",
	"deadline-exceeded": "it did not become ready in time",
	"never-applied": "it could not be applied",
};

/** A deployment that failed opens an incident of that failure, with the deployment as its exact cause. */
export async function openIncidentOfFailure(event: LoopEvent): Promise<void> {
	const failure = failureSchema.parse(event.data);
	if (!failure.applied || failure.past) return;
	const deployment = await db().deployment.findUnique({
		where: { id: event.subjectId },
		include: { environment: true, artifact: { select: { version: true } } },
	});
	if (!deployment) return;
	const { serviceId, environmentId, environment, digest, artifact } = deployment;
	const version = artifact?.version ?? digest?.slice(7, 19) ?? "an unknown version";
	await transaction((tx) =>
		openIncident(tx, {
			serviceId,
			environmentId,
			cause: failure.code,
			severity: environment.production ? "critical" : "warning",
			title: { code: "rollout", cause: failure.code, version },
			summary: `the rollout of ${version} failed, ${words[failure.code] ?? failure.code}`,
			startedAt: event.occurredAt,
			deploymentId: deployment.id,
		}),
	);
}
