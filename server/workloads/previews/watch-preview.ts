import { isDeepStrictEqual } from "node:util";
import type { Coded } from "#server/deployments/schema.ts";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { Prisma } from "../../../prisma/generated/client.ts";
import { workloadSchema } from "../schema.ts";
import { deadlineSeconds } from "./deploy-preview.ts";
import type { LoadedPreview } from "./preview-row.ts";
import type { PreviewStatus } from "./schema.ts";
import { tellPreview } from "./tell-preview.ts";

/** How long the watch may take to show what was just written. */
const graceMs = 20_000;

const findWorkload = ({ connectionId, namespace, name }: LoadedPreview) =>
	connectionId === null
		? null
		: db().workload.findUnique({
				where: { connectionId_namespace_kind_name: { connectionId, namespace, kind: "Deployment", name } },
				include: { pods: { orderBy: { name: "asc" }, take: 50 } },
			});
type Watched = NonNullable<Awaited<ReturnType<typeof findWorkload>>>;

/**
 * Says how a preview stands by what the cluster's watch has written down. Returns false when its Deployment is gone, so that it
 * has to be made again.
 */
export async function watchPreview(preview: LoadedPreview, now: Date): Promise<boolean> {
	const workload = await findWorkload(preview);
	const since = now.getTime() - (preview.deployedAt?.getTime() ?? 0);
	if (!workload || workload.deletedAt) return since < graceMs;
	// What is known may still be of before the last write.
	if (!preview.digest || !workload.image?.includes(preview.digest)) return true;
	await settle(preview, judge(workload, since));
	return true;
}

type Judged = { status: PreviewStatus; problem: Coded | null };

function judge(workload: Watched, sinceMs: number): Judged {
	const { desired, updated, ready, available, generation, observedGeneration, pods } = workload;
	const seen = observedGeneration >= generation;
	if (seen && desired > 0 && updated >= desired && ready >= desired && available >= desired)
		return { status: "ready", problem: null };
	const bad = pods.find((pod) => !pod.ready && !pod.deletingAt && pod.reason !== null);
	const conditions = workloadSchema.shape.conditions.catch([]).parse(workload.conditions);
	const refused = conditions.find(({ type, status }) => type === "ReplicaFailure" && status === "True");
	if (refused) return { status: "failed", problem: { code: "pods-refused", message: refused.message.slice(0, 500) } };
	const reason = bad?.reason ?? "";
	const broken = /BackOff|Err|Config|Crash|OOM/.test(reason) && !/ContainerCreating/.test(reason);
	const late = sinceMs > deadlineSeconds * 1_000;
	if (!bad || (!broken && !late)) return late ? { status: "failed", problem: { code: "too-slow" } } : starting;
	const problem = { code: "pod-not-ready", pod: bad.name, reason, message: (bad.message ?? "").slice(0, 500) };
	return { status: "failed", problem };
}

const starting: Judged = { status: "starting", problem: null };

async function settle(preview: LoadedPreview, { status, problem }: Judged): Promise<void> {
	const same = preview.status === status && isDeepStrictEqual(preview.problem, problem);
	if (same) return;
	const first = status === "ready" && preview.readyAt === null;
	await transaction(async (tx) => {
		const { count } = await tx.preview.updateMany({
			where: { id: preview.id, status: { notIn: ["ending", "ended"] } },
			data: {
				...{ status, problem: problem ?? Prisma.DbNull },
				...(first && { readyAt: new Date() }),
			},
		});
		if (count === 0) return;
		if (status === preview.status || status === "starting") return touch(tx, ["previews", `preview:${preview.id}`]);
		const data = { url: preview.url, ...problem };
		await tellPreview(tx, preview, { what: status, actor: automation("previews"), data });
	});
}
