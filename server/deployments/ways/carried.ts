import type { WorkloadObject } from "#server/connectors/kubernetes/objects.ts";
import type { Deployment } from "../../../prisma/generated/client.ts";
import type { FoundPlace } from "../internal/find-place.ts";

/** `applied`: the cluster holds the version, in the workload `live`. `waiting`: something else works on it; look again. */
export type Carried = { state: "applied"; live: WorkloadObject } | { state: "waiting" };

/**
 * The last step of a deployment: makes the cluster hold its version, or looks how far that has come. Called again until it is
 * applied, so it is safe to repeat. Throws Problem or KubernetesError when refused; whatever else it throws is tried again.
 */
export type Carry = (deployment: Deployment, place: FoundPlace) => Promise<Carried>;
