import type { ReplicaSetObject, WorkloadObject } from "#server/connectors/kubernetes/objects.ts";
import type { PodObject } from "#server/connectors/kubernetes/pod-object.ts";

/** A workload of a service in an environment as the cluster shows it now. */
export type TargetObservation = {
	connectionId: string;
	serviceId: string;
	environmentId: string;
	workload: WorkloadObject;
	replicaSets: ReplicaSetObject[];
	pods: PodObject[];
	/** The last time that the cluster would not create a pod of it, by its events; for kinds without a condition that says so. */
	refused: { reason: string; message: string; at: Date } | null;
	/** Hash of the template that was observed before; null at first sight. */
	previousHash: string | null;
	now: Date;
};
