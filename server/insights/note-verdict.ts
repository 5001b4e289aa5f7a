import { z } from "zod";
import { commentQueue } from "#server/deployments/pull-comments/queue.ts";
import { db } from "#server/platform/database.ts";
import { enqueue } from "#server/platform/jobs.ts";
import type { Reaction } from "#server/platform/reactions.ts";
import { transaction } from "#server/platform/transaction.ts";
import { carriedBetween } from "./carried-between.ts";
import { tellCarried } from "./tell-carried.ts";

const dataSchema = z.object({ environment: z.string(), state: z.string() });

/** Tells the items and pull requests that came with a deployment its verdict; each pull request gets its comment. Safe to repeat. */
export const noteVerdictReaction: Reaction = {
	name: "note-verdict",
	types: ["deployment.judged"],
	react: async (event) => {
		const data = dataSchema.parse(event.data);
		const judged = await db().deployment.findUnique({
			where: { id: event.subjectId },
			select: { digest: true, fromDigest: true },
		});
		// The first version of all carries everything ever written, which says nothing about any of it.
		if (!judged?.digest || !judged.fromDigest) return;
		for (const carried of await carriedBetween(judged.digest, judged.fromDigest))
			await transaction(async (tx) => {
				const fresh = await tellCarried(tx, event, { carried, type: `${carried.kind}.judged`, data });
				if (!fresh || carried.kind === "item") return;
				const { id: pullRequestId } = carried;
				await enqueue(tx, commentQueue, { data: { pullRequestId }, singletonKey: pullRequestId });
			});
	},
};
