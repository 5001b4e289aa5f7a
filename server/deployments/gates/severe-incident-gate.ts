import type { Reader } from "#server/platform/database.ts";
import { findArtifact } from "../internal/current-revision.ts";
import type { GateQuestion, JudgedGate } from "./gate.ts";

/** How far up the dependencies an incident counts. */
const mostUpstream = 200;

/**
 * No critical incident is open on this service or on one that it depends on, unless the version brings the fix: a commit that
 * is tied to the incident's item.
 */
export const severeIncidentGate: JudgedGate = {
	code: "no-severe-incident",
	weight: ({ production }) => (production ? "block" : "warn"),
	find: async (question) => {
		const { reader, place, digest } = question;
		const upstream = await upstreamOf(reader, place.serviceId);
		const incident = await reader.incident.findFirst({
			where: {
				serviceId: { in: [place.serviceId, ...upstream] },
				environmentId: place.environmentId,
				severity: "critical",
				resolvedAt: null,
			},
			include: { service: { select: { name: true } }, family: { select: { itemId: true } } },
			orderBy: { startedAt: "desc" },
		});
		if (!incident) return { passes: true };
		const facts = { number: incident.number, id: incident.id, service: incident.service.name };
		const { itemId } = incident.family;
		const fixes = itemId !== null && (await bringsCommitOf({ reader, digest, itemId }));
		return fixes ? { passes: true, params: { ...facts, fixes: true } } : { passes: false, params: facts };
	},
};

/** Services that a service depends on, through APIs and resources too, at most three steps away. */
async function upstreamOf(reader: Reader, serviceId: string): Promise<string[]> {
	const rows = await reader.$queryRaw<{ id: string }[]>`
		with recursive up as (
			select r."toId" as id, 1 as depth from "EntityRelation" r
			where r."fromId" = ${serviceId}::uuid and r.type in ('dependsOn', 'consumesApi') and r."toId" is not null
			union
			select coalesce(p."fromId", d."toId"), up.depth + 1 from up
			left join "EntityRelation" p on p."toId" = up.id and p.type = 'providesApi'
			left join "EntityRelation" d on p.id is null and d."fromId" = up.id and d.type in ('dependsOn', 'consumesApi')
			where up.depth < 4 and coalesce(p."fromId", d."toId") is not null
		)
		select distinct id::text from up where id <> ${serviceId}::uuid limit ${mostUpstream}`;
	return rows.map(({ id }) => id);
}

/** Whether a version contains a commit that is tied to an item. */
export async function bringsCommitOf(
	about: Pick<GateQuestion, "reader" | "digest"> & { itemId: string },
): Promise<boolean> {
	const { reader, digest, itemId } = about;
	const artifact = await findArtifact(reader, digest);
	if (!artifact?.commitSha) return false;
	const rows = await reader.$queryRaw<{ found: boolean }[]>`
		with recursive line as (
			(select c.id, c."repositoryId", c.parents, 0 as depth from "Commit" c where c.sha = ${artifact.commitSha} limit 1)
			union
			select c.id, c."repositoryId", c.parents, line.depth + 1 from line join "Commit" c
				on c."repositoryId" = line."repositoryId" and c.sha = any(line.parents)
			where line.depth < 200
		)
		select exists (
			select 1 from line
			join "LoopNode" commit on commit."commitId" = line.id
			join "LoopEdge" edge on edge."toId" = commit.id and edge.kind = 'implemented-by'
			join "LoopNode" item on item.id = edge."fromId"
			where item."itemId" = ${itemId}::uuid
		) as found`;
	return rows[0]?.found ?? false;
}
