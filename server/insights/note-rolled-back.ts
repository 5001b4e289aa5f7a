import { z } from "zod";
import type { Reaction } from "#server/platform/reactions.ts";
import { transaction } from "#server/platform/transaction.ts";
import { carriedBetween } from "./carried-between.ts";
import { tellCarried } from "./tell-carried.ts";

const dataSchema = z.object({
	environment: z.string().nullable().default(null),
	digest: z.string().nullable().default(null),
	to: z.string().nullable().default(null),
});

/** Tells the items whose work was taken back with a version that this happened. Safe to repeat. */
export const noteRolledBackReaction: Reaction = {
	name: "note-rolled-back",
	types: ["deployment.rolled-back"],
	react: async (event) => {
		const { environment, digest, to } = dataSchema.parse(event.data);
		if (!digest) return;
		const lost = (await carriedBetween(digest, to ?? "")).filter(({ kind }) => kind === "item");
		for (const carried of lost)
			await transaction((tx) => tellCarried(tx, event, { carried, type: "item.rolled-back", data: { environment } }));
	},
};
