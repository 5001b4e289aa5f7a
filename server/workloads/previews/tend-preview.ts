import { isDeepStrictEqual } from "node:util";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { withLock } from "#server/platform/with-lock.ts";
import { deployPreview } from "./deploy-preview.ts";
import { beginEnd } from "./end-preview.ts";
import { PreviewProblem, problemOf } from "./preview-problem.ts";
import { type LoadedPreview, previewInclude } from "./preview-row.ts";
import type { EndReason } from "./schema.ts";
import { takeDownPreview } from "./take-down-preview.ts";
import { tellPreview } from "./tell-preview.ts";
import { watchPreview } from "./watch-preview.ts";

const previews = automation("previews");

/**
 * Brings a preview a step on: makes it, follows it, brings it the head's newest image, takes it away. Safe to repeat; whoever
 * comes after a killed worker goes on. What hinders it is written down and tried again; only what nobody foresaw throws.
 */
export async function tendPreview(id: string, now = new Date()): Promise<void> {
	await withLock(`preview:${id}`, async () => {
		const preview = await db().preview.findUnique({ where: { id }, include: previewInclude });
		if (!preview || preview.status === "ended") return;
		try {
			await step(preview, now);
		} catch (error) {
			await noteProblem(id, problemOf(error), now);
		}
	});
}

async function step(preview: LoadedPreview, now: Date): Promise<void> {
	const because = preview.status === "ending" ? null : reasonToEnd(preview, now);
	if (because) return beginEnd(previews, preview, because);
	if (preview.retryAt && preview.retryAt > now) return;
	if (preview.status === "ending") return takeDownPreview(preview, now);
	const build = await findBuild(preview);
	if (build && build.digest !== preview.digest) return deployPreview(preview, build);
	if (!preview.digest) throw new PreviewProblem({ code: "no-image", sha: preview.pullRequest.headSha.slice(0, 7) }, 0);
	if (await watchPreview(preview, now)) return;
	const current = await db().artifact.findUnique({ where: { digest: preview.digest } });
	if (current) await deployPreview(preview, { ...current, commitSha: preview.commitSha });
}

function reasonToEnd({ pullRequest, endsAt }: LoadedPreview, now: Date): EndReason | null {
	if (pullRequest.state === "merged" || pullRequest.state === "closed") return pullRequest.state;
	return endsAt <= now ? "expired" : null;
}

/** The newest image that was built from the head of the pull request. */
const findBuild = ({ serviceId, pullRequest }: LoadedPreview) =>
	db().artifact.findFirst({
		where: { serviceId, commitSha: pullRequest.headSha },
		orderBy: [{ createdAt: "desc" }, { id: "desc" }],
	});

/** Keeps what hinders a preview. What only takes time is no failure; what fails is told once. */
async function noteProblem(id: string, { coded, retryMs }: PreviewProblem, now: Date): Promise<void> {
	const before = await db().preview.findUnique({ where: { id }, include: previewInclude });
	if (!before || before.status === "ended") return;
	const retryAt = new Date(now.getTime() + retryMs);
	const waits = ["no-image", "namespace-terminating", "cluster-unreachable"].includes(coded.code);
	const status = before.status === "ending" ? "ending" : waits ? before.status : "failed";
	const same = status === before.status && isDeepStrictEqual(before.problem, coded);
	await transaction(async (tx) => {
		// Somebody may have ended it in this moment; that counts.
		const { count } = await tx.preview.updateMany({
			where: { id, status: before.status },
			data: { status, problem: coded, retryAt },
		});
		if (same || count === 0) return;
		if (status === before.status) return touch(tx, ["previews", `preview:${id}`]);
		await tellPreview(tx, before, { what: "failed", actor: previews, data: coded });
	});
}
