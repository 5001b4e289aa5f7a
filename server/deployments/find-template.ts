import type { WorkloadRef } from "#server/connectors/kubernetes/read-workload.ts";
import { db } from "#server/platform/database.ts";
import { invalid } from "#server/platform/errors.ts";
import { changeableTarget, findPlace, refOf } from "./internal/find-place.ts";

/** The workload that carries a service in an environment, to be copied. Throws Problem 404, 422. */
export async function findTemplate(
	service: string,
	environment: string,
): Promise<{ connectionId: string; ref: WorkloadRef; container: string }> {
	const target = changeableTarget(await findPlace(db(), service, environment));
	if (!target) throw invalid("no-target", `Nothing carries ${service} in ${environment}.`, { service, environment });
	return { connectionId: target.connectionId, ref: refOf(target), container: target.container };
}
