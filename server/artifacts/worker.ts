import { z } from "zod";
import { openGitHub } from "#server/connectors/github/open-github.ts";
import { db } from "#server/platform/database.ts";
import { defineQueue, enqueue, workQueue } from "#server/platform/jobs.ts";
import { whileHolding } from "#server/platform/lease.ts";
import { repeat } from "#server/platform/repeat.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { WorkerFeature } from "../worker/feature.ts";
import { imageOf } from "./find-service-of-image.ts";
import { traceContents, traceThroughCommit } from "./ingest/trace-contents.ts";
import { adoptArtifacts } from "./sync/adopt-artifacts.ts";
import { collectRunImages } from "./sync/collect-run-images.ts";
import { syncRegistry, syncServiceImages } from "./sync/sync-registry.ts";

const lookEveryMs = 60_000;
/** The logs of runs that ended longer ago are not read: the registry tells of their images. */
const logsWorthReadingMs = 48 * 60 * 60_000;

const collectQueue = defineQueue({
	name: "artifacts.collect-run-images",
	payload: z.object({ runId: z.uuid() }),
	expireInSeconds: 180,
});
const syncImagesQueue = defineQueue({
	name: "artifacts.sync-service-images",
	payload: z.object({ serviceId: z.uuid() }),
});

/** Finds the images that runs pushed and that registries hold. */
export const artifactsWorker: WorkerFeature = {
	name: "artifacts",
	start: async () => {
		await workQueue(collectQueue, async ({ runId }) => collectRunImages(await openGitHub(), runId));
		await workQueue(syncImagesQueue, async ({ serviceId }) => {
			await syncServiceImages(serviceId);
		});
		return whileHolding("artifacts-reconcile", null, async (signal) => {
			await repeat(signal, { everyMs: lookEveryMs, failed: "images could not be read" }, () => syncRegistry());
		});
	},
	reactions: [
		{ name: "artifacts.run-finished", types: ["run.finished"], react: ({ subjectId }) => onRunFinished(subjectId) },
		{
			name: "artifacts.commit-pushed",
			types: ["commit.pushed"],
			react: async ({ subjectId }) => {
				const commit = await db().commit.findUnique({ where: { id: subjectId }, select: { sha: true } });
				if (commit) await adoptArtifacts(commit.sha);
				await transaction((tx) => traceThroughCommit(tx, subjectId));
			},
		},
		{
			// Once more after its commit: two images saved at the same time do not see each other.
			name: "artifacts.trace-contents",
			types: ["artifact.published"],
			react: ({ subjectId }) => transaction((tx) => traceContents(tx, subjectId)),
		},
		{
			name: "artifacts.new-service",
			types: ["entity.created", "entity.updated"],
			react: async ({ subjectId: serviceId }) => {
				const entity = await db().entity.findUnique({ where: { id: serviceId }, select: { annotations: true } });
				if (!imageOf(entity?.annotations)) return;
				await transaction((tx) => enqueue(tx, syncImagesQueue, { data: { serviceId }, singletonKey: serviceId }));
			},
		},
	],
};

async function onRunFinished(runId: string): Promise<void> {
	const run = await db().run.findUnique({
		where: { id: runId },
		select: { headSha: true, conclusion: true, completedAt: true },
	});
	if (!run) return;
	const recent = Date.now() - (run.completedAt?.getTime() ?? 0) < logsWorthReadingMs;
	if (run.conclusion === "success" && recent)
		await transaction((tx) => enqueue(tx, collectQueue, { data: { runId }, singletonKey: runId }));
	await adoptArtifacts(run.headSha);
}
