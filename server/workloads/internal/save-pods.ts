import type { PodObject } from "#server/connectors/kubernetes/pod-object.ts";
import type { Transaction } from "#server/platform/database.ts";

type About = { connectionId: string; now: Date };
type Owned = { pod: PodObject; workloadId: string };

/** Writes pods of workloads, one statement for all, by their uid. */
export async function savePods(tx: Transaction, pods: Owned[], { connectionId, now }: About): Promise<void> {
	if (pods.length === 0) return;
	const rows = JSON.stringify(pods.map(({ pod, workloadId }) => ({ ...rowOf(pod), workloadId })));
	await tx.$executeRaw`
		insert into "Pod" (id, "connectionId", uid, namespace, name, "workloadId", "ownerName", "templateHash", phase, ready, reason,
			message, restarts, digest, image, node, "podIp", containers, "createdAt", "startedAt", "deletingAt", "observedAt")
		select gen_random_uuid(), ${connectionId}::uuid, r.uid, r.namespace, r.name, r."workloadId", r."ownerName", r."templateHash",
			r.phase, r.ready, r.reason, r.message, r.restarts, r.digest, r.image, r.node, r."podIp", r.containers, r."createdAt",
			r."startedAt", r."deletingAt", ${now}
		from jsonb_to_recordset(${rows}::jsonb) as r(uid text, namespace text, name text, "workloadId" uuid, "ownerName" text, "templateHash" text,
			phase text, ready boolean, reason text, message text, restarts int, digest text, image text, node text, "podIp" text,
			containers jsonb, "createdAt" timestamptz, "startedAt" timestamptz, "deletingAt" timestamptz)
		on conflict ("connectionId", uid) do update set "workloadId" = excluded."workloadId", phase = excluded.phase,
			ready = excluded.ready, reason = excluded.reason, message = excluded.message, restarts = excluded.restarts,
			digest = excluded.digest, image = excluded.image, node = excluded.node, "podIp" = excluded."podIp",
			containers = excluded.containers, "startedAt" = excluded."startedAt", "deletingAt" = excluded."deletingAt",
			"observedAt" = excluded."observedAt"`;
}

function rowOf(pod: PodObject) {
	const worst = pod.containers.find(({ state, reason }) => state !== "running" && reason !== "Completed");
	const first = pod.containers[0];
	const { uid, namespace, name, ownerName, phase, ready, node, podIp, containers, createdAt, startedAt, deletingAt } =
		pod;
	return {
		...{ uid, namespace, name, ownerName, phase, ready, node, podIp, containers, createdAt, startedAt, deletingAt },
		templateHash: pod.podTemplateHash,
		reason: pod.reason ?? worst?.reason ?? null,
		message: pod.message ?? worst?.message ?? null,
		restarts: Math.max(0, ...containers.map((one) => one.restarts)),
		digest: first?.digest ?? null,
		image: first?.image ?? null,
	};
}
