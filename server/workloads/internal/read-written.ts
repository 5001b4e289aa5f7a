import { db } from "#server/platform/database.ts";
import { type ClusterState, podsOf } from "./cluster-state.ts";
import { essenceOf, fingerprintOf } from "./essence.ts";
import { byUid, type Written } from "./flush-pods.ts";
import { matchServices } from "./match-service.ts";
import { workloadIn } from "./template-sources.ts";

/** Services and environments, by their ids, in which a rollout is followed: there every pod counts. */
export async function openPlaces(): Promise<Set<string>> {
	const open = await db().deployment.findMany({
		where: { status: { in: ["requested", "applying", "rolling", "watching"] } },
		select: { serviceId: true, environmentId: true },
	});
	return new Set(open.map(({ serviceId, environmentId }) => `${serviceId} ${environmentId}`));
}

/** `written`: the workloads that the tables tell of exactly as the cluster does. `others`: the uids of those they do not. */
type Found = { written: Map<string, Written>; others: string[] };

/**
 * What a worker before this one has written of a cluster. Of the others, those nobody has looked at for longest come first, so
 * that workers which are killed again and again get through all of them together.
 */
export async function readWritten(connectionId: string, state: ClusterState): Promise<Found> {
	const [rows, environments, open] = await Promise.all([
		db().workload.findMany({
			where: { connectionId, deletedAt: null },
			select: { id: true, uid: true, fingerprint: true, serviceId: true, environment: true, observedAt: true },
		}),
		db().environment.findMany({ select: { id: true, name: true } }),
		openPlaces(),
	]);
	const idOf = new Map(environments.map(({ id, name }) => [name, id]));
	const there = rows.flatMap((row) => workloadIn(state, row.uid) ?? []);
	const matches = await matchServices(db(), there);
	const matchOf = new Map(there.map(({ uid }, index) => [uid, matches[index] ?? null]));
	const written = new Map<string, Written>();
	for (const { id, uid, fingerprint, serviceId, environment } of rows) {
		const essence = essenceOf(state, uid);
		const pods = podsOf(state, uid);
		const match = matchOf.get(uid) ?? null;
		const environmentId = environment === null ? null : (idOf.get(environment) ?? null);
		const place = serviceId && environmentId && `${serviceId} ${environmentId}`;
		if (essence === null || fingerprintOf(essence, pods) !== fingerprint) continue;
		if ((match?.serviceId ?? null) !== serviceId || (place && open.has(place))) continue;
		written.set(uid, { workloadId: id, service: match?.service ?? null, place, essence, pods: byUid(pods) });
	}
	const seen = new Map(rows.map(({ uid, observedAt }) => [uid, observedAt.getTime()]));
	const others = [...state.workloads.keys()].filter((uid) => !written.has(uid));
	return { written, others: others.sort((a, b) => (seen.get(a) ?? 0) - (seen.get(b) ?? 0)) };
}
