import { apiTime } from "./api-time.ts";
import type { Condition, ContainerState, Pod } from "./pod-types.ts";

/** One container as a kubelet reports it. */
export type ContainerReport = {
	name: string;
	image: string;
	imageID: string;
	containerID: string;
	state: ContainerState;
	lastState: ContainerState;
	restartCount: number;
	ready: boolean;
	started: boolean;
};

export type PodReport = {
	pod: Pod;
	podIP: string;
	hostIP: string;
	startTime: string;
	containers: ContainerReport[];
	/** All containers have ended and none will start again. */
	finished: boolean;
	/** The conditions reported before: a condition's transition time moves only when its status does. */
	previous: Condition[];
};

/** The status of a pod (core/v1 PodStatus) that its containers add up to. */
export function podStatus(report: PodReport, now: Date) {
	const phase = podPhase(report);
	const notReady = report.containers.filter((container) => !container.ready).map((container) => container.name);
	const done = phase === "Succeeded" || phase === "Failed";
	const unready = done
		? { reason: phase === "Failed" ? "PodFailed" : "PodCompleted" }
		: { reason: "ContainersNotReady", message: `containers with unready status: [${notReady.join(" ")}]` };
	const readiness = notReady.length > 0 || done ? { status: "False", ...unready } : { status: "True" };
	const conditions: Condition[] = [
		{ type: "PodReadyToStartContainers", status: "True" },
		{ type: "Initialized", status: "True" },
		{ type: "Ready", ...readiness },
		{ type: "ContainersReady", ...readiness },
		{ type: "PodScheduled", status: "True" },
	];
	return {
		...(report.pod.metadata.generation === undefined ? {} : { observedGeneration: report.pod.metadata.generation }),
		phase,
		conditions: conditions.map((condition) => withTransition(condition, report.previous, now)),
		hostIP: report.hostIP,
		hostIPs: [{ ip: report.hostIP }],
		podIP: report.podIP,
		podIPs: [{ ip: report.podIP }],
		startTime: report.startTime,
		containerStatuses: report.containers,
	};
}

function podPhase({ containers, finished }: PodReport): string {
	if (finished)
		return containers.every((container) => container.state.terminated?.exitCode === 0) ? "Succeeded" : "Failed";
	return containers.every((container) => container.containerID !== "") ? "Running" : "Pending";
}

function withTransition(condition: Condition, previous: Condition[], now: Date) {
	const before = previous.find((entry) => entry.type === condition.type);
	const since = before?.status === condition.status ? before.lastTransitionTime : null;
	return {
		...condition,
		// Null takes an old reason away in a strategic merge.
		reason: condition.reason ?? null,
		message: condition.message ?? null,
		lastTransitionTime: since ?? apiTime(now),
	};
}
