import { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import { codedSchema } from "#server/deployments/schema.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { latestEvents, podOf } from "../list-service-workloads.ts";
import { type LoadedPreview, previewInclude, previewRow } from "./preview-row.ts";
import { type PreviewDetail, previewSettingsSchema } from "./schema.ts";

/** A preview with its pods and what the cluster says about it. Throws Problem 404. */
export async function getPreview(actor: Actor, id: string): Promise<PreviewDetail> {
	const preview = await db().preview.findUnique({ where: { id }, include: previewInclude });
	if (!preview) throw notFound("preview", id);
	await authorize(actor, "deployments.read", {
		teamId: preview.service.ownerTeamId,
		subject: { kind: "preview", id },
	});
	const { name, ownsNamespace, cpu, memory, notes } = preview;
	const workload = preview.status === "ended" ? null : await findWorkload(preview);
	return {
		...previewRow(actor, preview, new Date()),
		...{ name, ownsNamespace, cpu, memory, cluster: preview.connection?.name ?? null },
		notes: z.array(codedSchema).catch([]).parse(notes),
		replicas: previewSettingsSchema.parse(preview.settings).replicas,
		ready: workload?.ready ?? 0,
		pods: workload?.pods.map(podOf) ?? [],
		events: workload ? await latestEvents(workload) : [],
	};
}

function findWorkload({ connectionId, namespace, name }: LoadedPreview) {
	if (connectionId === null) return null;
	return db().workload.findUnique({
		where: {
			connectionId_namespace_kind_name: { connectionId, namespace, kind: "Deployment", name },
			deletedAt: null,
		},
		include: { pods: { orderBy: { name: "asc" }, take: 50 } },
	});
}
