import type { Cluster } from "#server/connectors/kubernetes/cluster.ts";
import { db } from "#server/platform/database.ts";
import { log } from "#server/platform/log.ts";
import { type ClusterState, podsOf } from "./cluster-state.ts";
import { debounce } from "./debounce.ts";
import { essenceOf } from "./essence.ts";
import { byUid, flushPods, type Written } from "./flush-pods.ts";
import { ingestWorkload } from "./ingest-workload.ts";
import { matchServices } from "./match-service.ts";
import { openPlaces, readWritten } from "./read-written.ts";

const everyMs = 200;
const podsEveryMs = 50;
const claimAgainMs = 5_000;

/** Keeps the tables in step with what is known of a cluster. `extra` is other work by its key. */
export type Tables = {
	/** Something of the workload changed, or of its pods. */
	mark: (uid: string) => void;
	/** To be called once, when everything was listed: what the tables do not say yet is written. */
	begin: () => void;
	/** Does `extra[key]` soon. */
	markExtra: (key: string) => void;
	/** Whether all that was marked is written. */
	idle: () => boolean;
	stop: () => Promise<void>;
};

type Options = { signal: AbortSignal; extra: Record<string, () => Promise<void>> };

/** What is known to be written, and what is being written. */
type Progress = { written: Map<string, Written>; podsOnly: Set<string>; ingesting: Set<string> };
type Context = Progress & { connectionId: string; state: ClusterState };

/**
 * Two ways into the tables. A workload that changed is ingested by itself, with all that follows from it. Where only pods changed
 * and nothing follows from them, the pods of all workloads are written together, twenty times a second.
 */
export function followTables(cluster: Cluster, state: ClusterState, { signal, extra }: Options): Tables {
	const { connectionId } = cluster;
	const context: Context = { connectionId, state, written: new Map(), podsOnly: new Set(), ingesting: new Set() };
	let flushing: Promise<void> = Promise.resolve();
	const onError = (key: string, error: unknown) =>
		log.warn({ cluster: cluster.name, key, error: messageOf(error) }, "ingest failed; trying again");
	const mark = (uid: string) => {
		if (!isPodsOnly(context, uid)) return whole.mark(uid);
		context.podsOnly.add(uid);
		pods.mark("pods");
	};
	const begin = async () => {
		const { written, others } = await readWritten(connectionId, state);
		for (const [uid, known] of written) context.written.set(uid, known);
		for (const uid of others) whole.mark(uid);
	};
	const others: Options["extra"] = { ...extra, begin };
	// Pods that are being written must not overtake those that are written with their workload.
	const work = (key: string) => (others[key] ?? (() => ingest(context, key, flushing)))();
	const whole = debounce(work, { everyMs, concurrency: 4, signal, onError });
	const flushNow = () => {
		const done = flush(context, whole.mark);
		flushing = done.catch(() => {});
		return done;
	};
	const pods = debounce(flushNow, { everyMs: podsEveryMs, concurrency: 1, signal, onError });
	const claimAgain = () => markClaimed(context, whole.mark).catch((error: unknown) => onError("claims", error));
	const again = setInterval(() => void claimAgain(), claimAgainMs);
	return {
		mark,
		begin: () => whole.mark("begin"),
		markExtra: whole.mark,
		idle: () => whole.idle() && pods.idle(),
		stop: async () => {
			clearInterval(again);
			await Promise.all([whole.stop(), pods.stop()]);
		},
	};
}

type Mark = (uid: string) => void;

const isPodsOnly = ({ ingesting, written, state }: Context, uid: string) =>
	!ingesting.has(uid) && written.get(uid)?.essence === essenceOf(state, uid);

async function ingest({ connectionId, state, written, ingesting }: Context, uid: string, flushing: Promise<void>) {
	ingesting.add(uid);
	try {
		await flushing;
		const now = await ingestWorkload(connectionId, state, { uid, before: written.get(uid) });
		now ? written.set(uid, now) : written.delete(uid);
	} catch (error) {
		// Nobody knows how much of it was written.
		written.delete(uid);
		throw error;
	} finally {
		ingesting.delete(uid);
	}
}

async function flush(context: Context, markWhole: Mark): Promise<void> {
	const { podsOnly, written, state, connectionId } = context;
	const uids = [...podsOnly];
	podsOnly.clear();
	try {
		const open = await openPlaces();
		const changes = [];
		for (const uid of uids) {
			const before = written.get(uid);
			if (before && !open.has(before.place ?? "") && isPodsOnly(context, uid))
				changes.push({ uid, written: before, pods: podsOf(state, uid) });
			else markWhole(uid);
		}
		await flushPods(connectionId, changes);
		for (const { uid, written: before, pods } of changes) written.set(uid, { ...before, pods: byUid(pods) });
	} catch (error) {
		for (const uid of uids) podsOnly.add(uid);
		throw error;
	}
}

/** A service may come into the catalog after its workload came into the cluster. */
async function markClaimed({ state, written }: Context, markWhole: Mark): Promise<void> {
	const unclaimed = [...written].filter(([, { service }]) => service === null);
	const workloads = unclaimed.flatMap(([uid]) => state.workloads.get(uid) ?? []);
	const matches = await matchServices(db(), workloads);
	for (const [index, { uid }] of workloads.entries()) if (matches[index]) markWhole(uid);
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
