import { z } from "zod";
import type { Cluster } from "#server/connectors/kubernetes/cluster.ts";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { findObject, type HeldObject, listLabelled, removeObject } from "#server/connectors/kubernetes/made-objects.ts";
import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import type { Kind } from "#server/connectors/kubernetes/resources.ts";
import { codedSchema } from "#server/deployments/schema.ts";
import { automation } from "#server/platform/actor.ts";
import { transaction } from "#server/platform/transaction.ts";
import { Prisma } from "../../../prisma/generated/client.ts";
import { previewLabel } from "./preview-names.ts";
import { PreviewProblem } from "./preview-problem.ts";
import type { LoadedPreview } from "./preview-row.ts";
import { previewSettingsSchema } from "./schema.ts";
import { tellPreview } from "./tell-preview.ts";

const stuckMs = 60_000;
const againMs = 2_000;

/**
 * Takes away what Lazo made for a preview, and only what carries its label; ended when nothing of it is left. Safe to repeat.
 * Throws KubernetesError, PreviewProblem while something still goes.
 */
export async function takeDownPreview(preview: LoadedPreview, now: Date): Promise<void> {
	const { connectionId, ownsNamespace } = preview;
	if (connectionId !== null) {
		const cluster = clusterOf(connectionId);
		await (ownsNamespace ? removeNamespace(cluster, preview, now) : removeObjects(cluster, preview));
	}
	await transaction(async (tx) => {
		const { count } = await tx.preview.updateMany({
			where: { id: preview.id, status: "ending" },
			data: { status: "ended", endedAt: now, problem: Prisma.DbNull, retryAt: null },
		});
		if (count > 0) await tellPreview(tx, preview, { what: "ended", actor: automation("previews") });
	});
}

async function removeNamespace(cluster: Cluster, preview: LoadedPreview, now: Date): Promise<void> {
	const { namespace, id, endingAt } = preview;
	const at = { kind: "Namespace", namespace: null, name: namespace } as const;
	const found = await findObject(cluster, at);
	// One that is somebody else's by now is left alone.
	if (found?.metadata.labels[previewLabel] !== id) return;
	if (!found.metadata.deletionTimestamp) await removeObject(cluster, at, found.metadata.uid);
	const stuck = now.getTime() - (endingAt?.getTime() ?? 0) > stuckMs;
	const code = stuck ? "namespace-stuck" : "namespace-going";
	throw new PreviewProblem({ code, namespace, message: whatHolds(found) }, againMs);
}

const conditionsSchema = z.object({
	status: z.object({ conditions: z.array(z.object({ status: z.string(), message: z.string().default("") })) }),
});

/** What keeps a namespace from going, in the cluster's words. */
function whatHolds(found: HeldObject): string {
	const conditions = conditionsSchema.safeParse(found).data?.status.conditions ?? [];
	const said = conditions.filter(({ status }) => status === "True").map(({ message }) => message);
	return said.join(" ").slice(0, 500);
}

async function removeObjects(cluster: Cluster, preview: LoadedPreview): Promise<void> {
	const { namespace, id } = preview;
	const { ingressClass } = previewSettingsSchema.parse(preview.settings);
	const kinds = ["Deployment", "Service", "ConfigMap", ...(ingressClass ? (["Ingress"] as const) : [])] as const;
	let left = 0;
	for (const kind of kinds) {
		const made = await listLabelled(cluster, { kind, namespace }, [previewLabel, id]).catch((error: unknown) => {
			if (mayBeUnmade(preview, kind) && error instanceof KubernetesError && error.code === "forbidden") return [];
			throw error;
		});
		for (const { metadata } of made) {
			await removeObject(cluster, { kind, namespace, name: metadata.name }, metadata.uid);
			left++;
		}
	}
	if (left > 0) throw new PreviewProblem({ code: "objects-going", namespace, count: left }, againMs);
}

/** A way in that the cluster did not let Lazo make at the last deploy is no reason never to end where it may not be looked for. */
const mayBeUnmade = ({ notes }: LoadedPreview, kind: Kind): boolean =>
	(kind === "Service" || kind === "Ingress") &&
	z
		.array(codedSchema)
		.catch([])
		.parse(notes)
		.some(({ code }) => code === "way-in-refused");
