import type { Cluster } from "#server/connectors/kubernetes/cluster.ts";
import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import { readWorkload } from "#server/connectors/kubernetes/read-workload.ts";
import type { PodTemplate } from "#server/connectors/kubernetes/template.ts";
import { findTemplate } from "#server/deployments/find-template.ts";
import { automation } from "#server/platform/actor.ts";
import { config } from "#server/platform/config/load.ts";
import { db } from "#server/platform/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { type Artifact, Prisma } from "../../../prisma/generated/client.ts";
import { copyConfiguration } from "./copy-configuration.ts";
import { pricesOf, requestsOf, spentAt } from "./cost.ts";
import { openWayIn } from "./open-way-in.ts";
import { previewLabel } from "./preview-names.ts";
import { ensureNamespace, marksOf, putObject } from "./preview-objects.ts";
import type { LoadedPreview } from "./preview-row.ts";
import { configMapsIn, previewTemplate } from "./preview-template.ts";
import { type PreviewSettings, previewSettingsSchema } from "./schema.ts";
import { tellPreview } from "./tell-preview.ts";

/** A pod that crashes at once was ready for a moment before. */
const minReadySeconds = 3;
export const deadlineSeconds = 120;

type Build = Pick<Artifact, "digest" | "repository" | "commitSha">;

/**
 * Brings an image to a preview: namespace, configuration, way in, then the Deployment with the environment's template. Every step
 * is safe to repeat. Throws Problem, PreviewProblem, KubernetesError.
 */
export async function deployPreview(preview: LoadedPreview, build: Build): Promise<void> {
	const { environment, service } = preview;
	const source = await findTemplate(service.id, environment);
	// Known before anything is made, so that whoever goes on knows where to look.
	await db().preview.update({ where: { id: preview.id }, data: { connectionId: source.connectionId } });
	const cluster = clusterOf(source.connectionId);
	const { template: original } = await readWorkload(cluster, source.ref);
	await ensureNamespace(cluster, preview);
	const { nameOf, notes } = await copyConfiguration(cluster, preview, {
		from: source.ref.namespace,
		names: configMapsIn(original),
	});
	const image = `${build.repository}@${build.digest}`;
	const made = previewTemplate(original, {
		...{ container: source.container, image, nameOf, labels: marksOf(preview).labels },
		keepsLabels: preview.ownsNamespace,
	});
	const wayIn = await openWayIn(cluster, preview, { ...source.ref, template: made.template });
	await putDeployment(cluster, preview, { template: made.template, commitSha: build.commitSha });
	await noteDeployed(preview, {
		...{ build, image, template: made.template, notes: [...notes, ...made.notes, ...wayIn] },
	});
}

async function putDeployment(
	cluster: Cluster,
	preview: LoadedPreview,
	{ template, commitSha }: { template: PodTemplate; commitSha: string | null },
): Promise<void> {
	const { id, namespace, name, pullRequest } = preview;
	const { replicas } = previewSettingsSchema.parse(preview.settings);
	const url = new URL(`/previews/${id}`, config().LAZO_URL).href;
	const cause = `Preview of #${pullRequest.number} at ${commitSha?.slice(0, 7) ?? "?"} via ${url}`;
	await putObject(cluster, preview, {
		at: { kind: "Deployment", namespace, name },
		body: {
			spec: {
				...{ replicas, minReadySeconds, progressDeadlineSeconds: deadlineSeconds, revisionHistoryLimit: 2 },
				...{ selector: { matchLabels: { [previewLabel]: id } }, template },
			},
		},
		patch: [
			{ op: "replace", path: "/spec/template", value: template },
			{ op: "replace", path: "/spec/replicas", value: replicas },
			{ op: "add", path: "/metadata/annotations/kubernetes.io~1change-cause", value: cause },
		],
	});
}

type Deployed = { build: Build; image: string; template: PodTemplate; notes: Prisma.InputJsonValue[] };

async function noteDeployed(preview: LoadedPreview, { build, image, template, notes }: Deployed): Promise<void> {
	const settings = previewSettingsSchema.parse(preview.settings);
	const now = new Date();
	await transaction(async (tx) => {
		const { count } = await tx.preview.updateMany({
			where: { id: preview.id, status: { notIn: ["ending", "ended"] } },
			data: {
				...{ status: "starting", digest: build.digest, image, commitSha: build.commitSha, notes },
				...{
					problem: Prisma.DbNull,
					deployedAt: now,
					retryAt: null,
					...priceFrom(preview, { template, settings, now }),
				},
			},
		});
		if (count === 0) return;
		const data = { sha: build.commitSha, digest: build.digest };
		await tellPreview(tx, preview, { what: "deployed", actor: automation("previews"), data });
	});
}

type Sized = { template: PodTemplate; settings: PreviewSettings; now: Date };

/** What it requests and costs from now on; what it cost before is kept. */
function priceFrom(preview: LoadedPreview, { template, settings, now }: Sized) {
	const one = requestsOf(template);
	const [cpu, memory] = [one.cpu * settings.replicas, one.memory * settings.replicas];
	const prices = pricesOf(settings);
	const perHour = cpu * prices.cpu + memory * prices.memory;
	return { cpu, memory, perHour, spent: spentAt(preview, now), pricedFrom: now };
}
