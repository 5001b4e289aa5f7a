import type { Json, JsonObject } from "./json.ts";

/** The shapes of the kinds that the controllers handle, as far as they read or write them. */

export type OwnerReference = {
	apiVersion: string;
	kind: string;
	name: string;
	uid: string;
	controller?: boolean;
	blockOwnerDeletion?: boolean;
};

export type Metadata = {
	name: string;
	namespace?: string;
	uid: string;
	resourceVersion: string;
	creationTimestamp: string;
	generateName?: string;
	generation?: number;
	deletionTimestamp?: string;
	deletionGracePeriodSeconds?: number;
	labels?: Record<string, string>;
	annotations?: Record<string, string>;
	ownerReferences?: OwnerReference[];
	finalizers?: string[];
};

export type KubeObject = { [key: string]: Json | undefined; apiVersion: string; kind: string; metadata: Metadata };

export type LabelSelector = {
	matchLabels?: Record<string, string>;
	matchExpressions?: { key: string; operator: string; values?: string[] }[];
};

export type Condition = {
	type: string;
	status: "True" | "False" | "Unknown";
	reason?: string;
	message?: string;
	lastUpdateTime?: string;
	lastTransitionTime?: string;
};

export type Container = JsonObject & {
	name: string;
	image: string;
	ports?: { name?: string; containerPort: number; protocol?: string }[];
	resources?: { requests?: Record<string, string | number>; limits?: Record<string, string | number> };
};

export type Toleration = {
	key?: string;
	operator?: string;
	value?: string;
	effect?: string;
	tolerationSeconds?: number;
};

type PodSpec = JsonObject & {
	containers: Container[];
	initContainers?: Container[];
	nodeName?: string;
	nodeSelector?: Record<string, string>;
	schedulerName?: string;
	tolerations?: Toleration[];
	terminationGracePeriodSeconds?: number;
};

type PodStatus = JsonObject & {
	phase: string;
	podIP?: string;
	conditions?: Condition[];
	containerStatuses?: (JsonObject & { name: string; ready: boolean; restartCount: number })[];
};

export type PodTemplate = {
	metadata?: { labels?: Record<string, string>; annotations?: Record<string, string>; creationTimestamp?: null };
	spec: PodSpec;
};

export type Pod = KubeObject & { spec: PodSpec; status: PodStatus };

export type ReplicaSetStatus = {
	replicas: number;
	fullyLabeledReplicas?: number;
	readyReplicas?: number;
	availableReplicas?: number;
	observedGeneration?: number;
	conditions?: Condition[];
};

export type ReplicaSet = KubeObject & {
	spec: { replicas: number; minReadySeconds?: number; selector: LabelSelector; template: PodTemplate };
	status: ReplicaSetStatus;
};

export type DeploymentStatus = {
	observedGeneration?: number;
	replicas?: number;
	updatedReplicas?: number;
	readyReplicas?: number;
	availableReplicas?: number;
	unavailableReplicas?: number;
	conditions?: Condition[];
};

export type DeploymentSpec = {
	replicas: number;
	selector: LabelSelector;
	template: PodTemplate;
	strategy: { type: string; rollingUpdate?: { maxSurge: number | string; maxUnavailable: number | string } };
	minReadySeconds?: number;
	revisionHistoryLimit?: number;
	progressDeadlineSeconds?: number;
	paused?: boolean;
};

export type Deployment = KubeObject & { spec: DeploymentSpec; status: DeploymentStatus };

export type StatefulSet = KubeObject & {
	spec: {
		replicas: number;
		serviceName?: string;
		selector: LabelSelector;
		template: PodTemplate;
		podManagementPolicy?: string;
		updateStrategy?: { type?: string; rollingUpdate?: { partition?: number } };
	};
	status: JsonObject;
};

export type DaemonSet = KubeObject & {
	spec: {
		selector: LabelSelector;
		template: PodTemplate;
		updateStrategy?: { type?: string; rollingUpdate?: { maxUnavailable?: number | string } };
	};
	status: JsonObject;
};

export type Job = KubeObject & {
	spec: {
		backoffLimit: number;
		activeDeadlineSeconds?: number;
		ttlSecondsAfterFinished?: number;
		template: PodTemplate;
	};
	status?: JsonObject & { startTime?: string; conditions?: Condition[] };
};

export type Taint = { key: string; value?: string; effect: string; timeAdded?: string };

export type Node = KubeObject & {
	spec: { unschedulable?: boolean; taints?: Taint[] };
	status: JsonObject & {
		conditions?: (Condition & { lastHeartbeatTime?: string })[];
		addresses?: { type: string; address: string }[];
		allocatable?: Record<string, string | number>;
		daemonEndpoints?: { kubeletEndpoint?: { Port: number } };
	};
};

export type ServicePort = {
	name?: string;
	port: number;
	protocol?: string;
	appProtocol?: string;
	targetPort?: number | string;
};
export type Service = KubeObject & {
	spec: JsonObject & { selector?: Record<string, string>; ports?: ServicePort[]; type?: string; clusterIP?: string };
};

export type Namespace = KubeObject & { spec?: { finalizers?: string[] }; status?: JsonObject };
export type Lease = KubeObject & {
	spec?: { holderIdentity?: string; renewTime?: string; leaseDurationSeconds?: number };
};

export type CoreEvent = KubeObject & {
	involvedObject: JsonObject;
	reason?: string;
	message?: string;
	type?: string;
	count?: number;
	lastTimestamp?: string | null;
	eventTime?: string | null;
};

export type HorizontalPodAutoscaler = KubeObject & { spec: JsonObject; status?: JsonObject };

/** Which shape is stored under which resource. */
export type Shapes = {
	pods: Pod;
	"replicasets.apps": ReplicaSet;
	"deployments.apps": Deployment;
	"statefulsets.apps": StatefulSet;
	"daemonsets.apps": DaemonSet;
	"jobs.batch": Job;
	nodes: Node;
	services: Service;
	namespaces: Namespace;
	events: CoreEvent;
	"leases.coordination.k8s.io": Lease;
	"horizontalpodautoscalers.autoscaling": HorizontalPodAutoscaler;
};
