import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { autoRollbackOf } from "./internal/find-place.ts";
import { holdVersion } from "./internal/hold-version.ts";

/**
 * Holds the version of a deployment whose verdict is `worse`, where the place, its environment or its service asks for
 * `on-failure-or-alert`: what is measured counts there. Never a rollback's, and never again once a hold of it was lifted.
 */
export async function holdWorseVersion(deploymentId: string): Promise<void> {
	const judged = await db().deployment.findUnique({
		where: { id: deploymentId },
		include: {
			verdict: { select: { state: true } },
			suspectedIn: { orderBy: { startedAt: "desc" }, take: 1, select: { id: true } },
			holds: { take: 1, select: { id: true } },
		},
	});
	if (!judged?.digest || judged.verdict?.state !== "worse" || judged.holds.length > 0) return;
	if (judged.kind !== "deploy" && judged.kind !== "external") return;
	const { serviceId, environmentId, digest } = judged;
	const place = await db().serviceEnvironment.findUnique({
		where: { serviceId_environmentId: { serviceId, environmentId } },
		include: { service: true, environment: true, targets: { include: { connection: true } } },
	});
	if (!place || autoRollbackOf(place) !== "on-failure-or-alert") return;
	const reason = { code: "worse-verdict", deploymentId, environment: place.environment.name };
	const incidentId = judged.suspectedIn[0]?.id ?? null;
	await transaction((tx) =>
		holdVersion(tx, automation("observer"), { place, digest, reason, deploymentId, incidentId }),
	);
}
