import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import { readWorkload } from "#server/connectors/kubernetes/read-workload.ts";
import { bareTemplate, templateSchema } from "#server/connectors/kubernetes/template.ts";
import { db } from "#server/platform/database.ts";
import { notFound, unavailable } from "#server/platform/errors.ts";
import type { RollbackPreview } from "../schema.ts";
import { changedPaths } from "./changed-paths.ts";
import { refOf } from "./find-place.ts";
import { writeImage } from "./write-image.ts";
import { writeTemplate } from "./write-template.ts";

type Input = { targetId: string; templateId: string; mode: "template" | "image" };

/** Lets the cluster try a rollback without keeping it, and says what would be different. Throws Problem 404, 503. */
export async function dryRunRollback({ targetId, templateId, mode }: Input): Promise<RollbackPreview> {
	const target = await db().deploymentTarget.findUnique({ where: { id: targetId } });
	const revision = await db().revisionTemplate.findFirst({ where: { id: templateId, targetId } });
	if (!target || !revision) throw notFound("revision", templateId);
	const ref = refOf(target);
	try {
		const cluster = clusterOf(target.connectionId);
		const live = await readWorkload(cluster, ref);
		const template = templateSchema.parse(revision.template);
		const marks = { workload: { "kubernetes.io/change-cause": "dry run" } };
		const { container } = target;
		const then =
			mode === "template"
				? await writeTemplate(cluster, { ref, live, template, marks, dryRun: true })
				: await writeImage(cluster, { ref, live, container, image: revision.image, marks, dryRun: true });
		const changes = changedPaths(bareTemplate(live.template), bareTemplate(then.template));
		return { accepted: true, refusal: null, changes };
	} catch (error) {
		if (!(error instanceof KubernetesError)) throw error;
		if (error.transient) throw unavailable("cluster-away", error.message, { cluster: target.connectionId });
		return { accepted: false, refusal: error.message, changes: [] };
	}
}
