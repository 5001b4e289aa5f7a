import { analysisRunSchema } from "#server/connectors/kubernetes/analysis-run-object.ts";
import type { Cluster } from "#server/connectors/kubernetes/cluster.ts";
import { failureCode, type KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import {
	namespaceSchema,
	type ReplicaSetObject,
	replicaSetSchema,
	type WorkloadObject,
} from "#server/connectors/kubernetes/objects.ts";
import { type EventObject, eventSchema, type PodObject, podSchema } from "#server/connectors/kubernetes/pod-object.ts";
import { type Listener, reflect, type Source } from "#server/connectors/kubernetes/reflector.ts";
import { type Kind, resourceName, type WorkloadKind } from "#server/connectors/kubernetes/resources.ts";
import { workloadSchema } from "#server/connectors/kubernetes/workload-schema.ts";
import { reportError, reportSuccess } from "#server/platform/connections/health.ts";
import { log } from "#server/platform/log.ts";
import { telemetry } from "#server/platform/telemetry.ts";
import { watchAutoscalers } from "../autoscaling/watch-autoscalers.ts";
import { analysisStore } from "./analysis-store.ts";
import { type ClusterState, dropOwned, emptyState, putOwned, refusalKey, workloadUidOf } from "./cluster-state.ts";
import { followTables } from "./follow-tables.ts";
import { forgetMissing } from "./forget-missing.ts";
import { noteMissingRights } from "./missing-rights.ts";
import { saveEvents } from "./save-events.ts";
import { dropWorkload, putWorkload } from "./template-sources.ts";
import { whenServed } from "./when-served.ts";

const workloadKinds: WorkloadKind[] = ["Deployment", "StatefulSet", "DaemonSet"];
/** Not every cluster has these, and one that has may get them late. */
const isOfArgo = (kind: Kind) => kind === "Rollout" || kind === "AnalysisRun";

/** Watches a cluster and keeps the tables in step with it until `signal` aborts. */
export async function watchCluster(cluster: Cluster, signal: AbortSignal): Promise<void> {
	const state = emptyState();
	const synced = new Set<Kind>();
	const read = new Set<Kind>();
	const rights = noteMissingRights(cluster.connectionId);
	const { connectionId } = cluster;
	const isSynced = () => synced.size === workloadKinds.length + 4;
	const tables = followTables(cluster, state, {
		signal,
		extra: {
			events: () => flushEvents(connectionId, state),
			missing: () => forgetMissing(connectionId, state, read),
		},
	});
	// Nothing is judged before every kind was listed once: half a picture would look like a change.
	const mark = (key: string) => {
		if (key === "events" || (key === "missing" && isSynced())) tables.markExtra(key);
		else if (isSynced()) tables.mark(key);
	};
	const settled = (kind: Kind) => {
		if (kind === "Event" || kind === "AnalysisRun") return;
		const before = isSynced();
		synced.add(kind);
		if (before || !isSynced()) return;
		tables.begin();
		mark("missing");
	};
	const listed = (kind: Kind) => {
		const late = isSynced() && !read.has(kind);
		read.add(kind);
		settled(kind);
		if (late) mark("missing");
	};
	/** What the account may not read is named and left out; the rest works. */
	const refused = (kind: Kind, { verb, resource }: KubernetesError) => {
		rights.lacks({ verb, resource });
		settled(kind);
		return read.size > 0;
	};
	const health: Health = { cluster, listed, refused, settled, allowed: (kind) => rights.has(resourceName(kind)) };
	const about: About = { cluster, state, health, signal, mark };
	try {
		await Promise.all([
			run(
				cluster,
				{ kind: "Namespace", schema: namespaceSchema },
				{ signal, health, store: namespaceStore(state, mark) },
			),
			...workloadKinds.map((kind) => runWorkloads(kind, about)),
			watchRollouts(about),
			run(
				cluster,
				{ kind: "ReplicaSet", schema: replicaSetSchema },
				{ signal, health, store: replicaSetStore(state, mark) },
			),
			run(cluster, { kind: "Pod", schema: podSchema }, { signal, health, store: podStore(state, mark) }),
			run(cluster, { kind: "Event", schema: eventSchema }, { signal, health, store: eventStore(state, mark) }),
			watchAutoscalers(cluster, { signal, rights }),
		]);
	} finally {
		await tables.stop();
	}
}

/** Where objects of a kind go. */
type Store<T> = { all: () => T[]; put: (object: T) => void; drop: (object: T) => void };
type Health = {
	cluster: Cluster;
	listed: (kind: Kind) => void;
	/** Nothing waits for this kind any more. */
	settled: (kind: Kind) => void;
	/** Returns whether other kinds may be read. */
	refused: (kind: Kind, error: KubernetesError) => boolean;
	allowed: (kind: Kind) => void;
};
type Run<T> = { store: Store<T>; health: Health; signal: AbortSignal };

type About = { cluster: Cluster; state: ClusterState; health: Health; signal: AbortSignal; mark: Mark };

const runWorkloads = (kind: WorkloadKind, { cluster, state, health, signal, mark }: About) =>
	run(cluster, { kind, schema: workloadSchema(kind) }, { signal, health, store: workloadStore(state, kind, mark) });

/** Rollouts and what their analyses measure, from when the cluster has them. */
async function watchRollouts(about: About): Promise<void> {
	const { cluster, state, health, signal, mark } = about;
	// A Deployment may be no more than the template of a Rollout, so those are listed first where there are any.
	const absent = () => health.settled("Rollout");
	if (!(await whenServed(cluster, "Rollout", { signal, absent }))) return;
	const analyses = { kind: "AnalysisRun" as const, schema: analysisRunSchema };
	const store = analysisStore(state, mark);
	await Promise.all([runWorkloads("Rollout", about), run(cluster, analyses, { signal, health, store })]);
}

function run<T extends { uid: string }>(cluster: Cluster, source: Source<T>, { store, health, signal }: Run<T>) {
	const listener: Listener<T> = {
		replaced: (objects) => {
			const there = new Set(objects.map(({ uid }) => uid));
			for (const gone of store.all().filter(({ uid }) => !there.has(uid))) store.drop(gone);
			for (const object of objects) store.put(object);
			health.listed(source.kind);
		},
		changed: store.put,
		deleted: store.drop,
		alive: () => {
			health.allowed(source.kind);
			void reportSuccess(cluster.connectionId, { lagMs: 0 }).catch(() => {});
		},
		failed: (error) => {
			if (error.code === "forbidden" && health.refused(source.kind, error)) return;
			if (isOfArgo(source.kind)) health.settled(source.kind);
			// Somebody took its definition away; it is found again when it comes back.
			if (error.code === "not-found" && isOfArgo(source.kind)) return;
			tellFailure(cluster, error);
		},
		quarantined: (name, problem) => {
			telemetry().quarantined.inc({ system: "kubernetes", kind: source.kind });
			log.warn({ cluster: cluster.name, kind: source.kind, name, problem }, "object set aside: it cannot be read");
		},
	};
	return reflect(cluster, source, { listener, signal });
}

const lastTold = new Map<string, number>();

/** Notes a failure on the connection, the same one at most every ten seconds. */
function tellFailure(cluster: Cluster, error: KubernetesError): void {
	const key = `${cluster.connectionId} ${error.code} ${error.resource}`;
	if (Date.now() - (lastTold.get(key) ?? 0) < 10_000) return;
	lastTold.set(key, Date.now());
	log.warn({ cluster: cluster.name, code: error.code, verb: error.verb, resource: error.resource }, error.message);
	void reportError(cluster.connectionId, failureCode(error), `${error.verb} ${error.resource}: ${error.message}`).catch(
		() => {},
	);
}

type Mark = (key: string) => void;

const namespaceStore = (
	state: ClusterState,
	mark: Mark,
): Store<{ uid: string; name: string; labels: Record<string, string> }> => ({
	all: () => [...state.namespaces.values()],
	put: (one) => {
		const before = state.namespaces.get(one.name);
		state.namespaces.set(one.name, one);
		if (JSON.stringify(before?.labels) === JSON.stringify(one.labels)) return;
		for (const workload of state.workloads.values()) if (workload.namespace === one.name) mark(workload.uid);
	},
	drop: (one) => void state.namespaces.delete(one.name),
});

const workloadStore = (state: ClusterState, kind: WorkloadKind, mark: Mark): Store<WorkloadObject> => ({
	all: () => [...state.workloads.values()].filter((one) => one.kind === kind),
	put: (one) => putWorkload(state, one).forEach(mark),
	drop: (one) => {
		state.refusals.delete(refusalKey(one));
		dropWorkload(state, one).forEach(mark);
	},
});

const replicaSetStore = (state: ClusterState, mark: Mark): Store<ReplicaSetObject> => {
	const index = { objects: state.replicaSets, byOwner: state.replicaSetsOf };
	return {
		all: () => [...state.replicaSets.values()],
		put: (one) => putOwned(index, one).forEach(mark),
		drop: (one) => {
			dropOwned(index, one);
			if (one.ownerUid) mark(one.ownerUid);
		},
	};
};

const podStore = (state: ClusterState, mark: Mark): Store<PodObject> => {
	const index = { objects: state.pods, byOwner: state.podsOf };
	const markOwner = (owner: string) => mark(workloadUidOf(state, owner));
	return {
		all: () => [...state.pods.values()],
		put: (one) => putOwned(index, one).forEach(markOwner),
		drop: (one) => {
			dropOwned(index, one);
			if (one.ownerUid) markOwner(one.ownerUid);
		},
	};
};

/** Events are handed on and not kept: the table has them. */
const eventStore = (state: ClusterState, mark: Mark): Store<EventObject> => ({
	all: () => [],
	put: (one) => {
		state.events.set(one.uid, one);
		mark("events");
		noteRefusal(state, one, mark);
	},
	drop: () => {},
});

/** A pod of a StatefulSet or DaemonSet was not let in; nothing but this event says so. */
function noteRefusal(state: ClusterState, event: EventObject, mark: Mark): void {
	const { involvedKind: kind, namespace, involvedName: name, reason, message, lastAt: at } = event;
	if (reason !== "FailedCreate" || (kind !== "StatefulSet" && kind !== "DaemonSet")) return;
	state.refusals.set(refusalKey({ kind, namespace, name }), { reason, message, at });
	for (const workload of state.workloads.values())
		if (workload.kind === kind && workload.namespace === namespace && workload.name === name) mark(workload.uid);
}

async function flushEvents(connectionId: string, state: ClusterState): Promise<void> {
	const events = [...state.events.values()];
	state.events.clear();
	try {
		await saveEvents(connectionId, events);
	} catch (error) {
		for (const event of events) if (!state.events.has(event.uid)) state.events.set(event.uid, event);
		throw error;
	}
}
