import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { conflict, notFound } from "#server/platform/errors.ts";
import { enqueue } from "#server/platform/jobs.ts";
import { transaction } from "#server/platform/transaction.ts";
import { Prisma } from "../../../prisma/generated/client.ts";
import { type LoadedPreview, previewInclude } from "./preview-row.ts";
import { previewQueue } from "./queue.ts";
import type { EndReason } from "./schema.ts";
import { tellPreview } from "./tell-preview.ts";

/** A preview that somebody may change. Throws Problem 403, 404, 409 `preview-over`. */
export async function loadToManage(actor: Actor, id: string): Promise<LoadedPreview> {
	const preview = await db().preview.findUnique({ where: { id }, include: previewInclude });
	if (!preview) throw notFound("preview", id);
	await authorize(actor, "preview.manage", {
		teamId: preview.service.ownerTeamId,
		subject: { kind: "preview", id },
	});
	if (preview.status === "ending" || preview.status === "ended")
		throw conflict("preview-over", "This preview is being taken away or is gone. Ask for a new one.");
	return preview;
}

/** Ends a preview at once; the worker takes away what was made for it. Throws Problem 403, 404, 409 `preview-over`. */
export async function endPreview(actor: Actor, id: string): Promise<{ id: string }> {
	await beginEnd(actor, await loadToManage(actor, id), "person");
	return { id };
}

/** Writes down that a preview ends, once, with its audit line, event and job. */
export async function beginEnd(actor: Actor, preview: LoadedPreview, reason: EndReason): Promise<void> {
	const { id, service, environment } = preview;
	await transaction(async (tx) => {
		const { count } = await tx.preview.updateMany({
			where: { id, status: { notIn: ["ending", "ended"] } },
			data: { status: "ending", endReason: reason, endingAt: new Date(), problem: Prisma.DbNull, retryAt: null },
		});
		if (count === 0) return;
		await audit(tx, {
			...{
				actor,
				action: "preview.manage",
				subject: { kind: "preview", id },
				teamId: service.ownerTeamId,
				environment,
			},
			after: { what: "end", because: reason },
		});
		await tellPreview(tx, preview, { what: "ending", actor, data: { because: reason } });
		await enqueue(tx, previewQueue, { data: { previewId: id } });
	});
}
