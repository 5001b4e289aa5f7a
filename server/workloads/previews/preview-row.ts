import { decide } from "#server/access/decide.ts";
import type { Actor } from "#server/platform/actor.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { costOf, pricesOf } from "./cost.ts";
import { type PreviewRow, previewRowSchema } from "./schema.ts";

export const previewInclude = {
	service: { include: { owner: true } },
	pullRequest: { include: { repository: { select: { slug: true } } } },
	connection: { select: { name: true } },
} satisfies Prisma.PreviewInclude;
export type LoadedPreview = Prisma.PreviewGetPayload<{ include: typeof previewInclude }>;

const iso = (date: Date | null) => date?.toISOString() ?? null;

/** A preview as the API gives it to a reader. */
export function previewRow(actor: Actor, row: LoadedPreview, now: Date): PreviewRow {
	const { service, pullRequest: pull, requestedAt, readyAt, endsAt, endedAt } = row;
	const { id, name, title, owner } = service;
	const mayManage = decide(actor, "preview.manage", { teamId: service.ownerTeamId }).allowed;
	return previewRowSchema.parse({
		...row,
		service: { id, name, title },
		team: owner && { name: owner.name, title: owner.title },
		pull: { ...pull, repository: pull.repository.slug, author: pull.authorLogin },
		requestedAt: requestedAt.toISOString(),
		readyAt: iso(readyAt),
		endsAt: endsAt.toISOString(),
		endedAt: iso(endedAt),
		cost: costOf(row, now, pricesOf().currency),
		mayManage: mayManage && row.status !== "ended" && row.status !== "ending",
	});
}
