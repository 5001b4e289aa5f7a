import type { Reader } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import type { Deployment } from "../../../prisma/generated/client.ts";
import { changeableTarget, type FoundPlace } from "./find-place.ts";

type Wish = { templateId?: string | undefined; bad: Deployment | null };

/**
 * The revision to go back to: the wished one, or the one that was current last and is neither the bad one, nor held, nor known
 * to have failed. Null when there is none. Throws Problem 404 when the wished one never ran here.
 */
export async function chooseWayBack(reader: Reader, place: FoundPlace, { templateId, bad }: Wish) {
	const target = changeableTarget(place);
	if (!target) return null;
	if (templateId) {
		const wished = await reader.revisionTemplate.findFirst({ where: { id: templateId, targetId: target.id } });
		if (!wished) throw notFound("revision", templateId);
		return wished;
	}
	const revisions = await reader.revisionTemplate.findMany({
		where: { targetId: target.id },
		orderBy: { lastSeenAt: "desc" },
		take: 50,
	});
	const holds = await reader.versionHold.findMany({ where: { serviceId: place.serviceId, liftedAt: null } });
	const held = new Set(holds.map(({ digest }) => digest));
	const ended = await lastEndings(reader, place);
	// What was never seen in the cluster has no revision of its own; then what runs is the way back.
	const current = bad ? bad.templateId : revisions[0]?.id;
	return (
		revisions.find(({ id, digest }) => {
			const failed = ["failed", "rolled_back"].includes(ended.get(id) ?? "");
			const sameVersion =
				bad?.digest !== null && bad?.digest !== undefined && digest === bad.digest && bad.kind === "deploy";
			return id !== current && !failed && !sameVersion && !(digest && held.has(digest));
		}) ?? null
	);
}

/** How the last deployment of each revision ended. */
export async function lastEndings(reader: Reader, place: FoundPlace): Promise<Map<string, string>> {
	const rows = await reader.$queryRaw<{ templateId: string; status: string }[]>`
		select distinct on ("templateId") "templateId"::text, status from "Deployment"
		where "serviceId" = ${place.serviceId}::uuid and "environmentId" = ${place.environmentId}::uuid and "templateId" is not null
		order by "templateId", "requestedAt" desc`;
	return new Map(rows.map(({ templateId, status }) => [templateId, status]));
}
