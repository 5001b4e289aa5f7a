import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import { readWorkload } from "#server/connectors/kubernetes/read-workload.ts";
import { invalid } from "#server/platform/errors.ts";
import { changeableTarget, type FoundPlace, refOf } from "../internal/find-place.ts";

/** The workload of a place as its cluster has it now. Throws KubernetesError, and Problem 422 `no-target`. */
export function liveWorkload(place: FoundPlace) {
	const target = changeableTarget(place);
	if (!target)
		throw invalid("no-target", "There is no workload to follow here.", { environment: place.environment.name });
	return readWorkload(clusterOf(target.connectionId), refOf(target));
}
