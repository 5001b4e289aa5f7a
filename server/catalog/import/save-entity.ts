import { isDeepStrictEqual } from "node:util";
import { automation } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { formatEntityRef, parseEntityRef } from "../read/entity-ref.ts";
import type { ParsedEntity } from "../read/parse-catalog-file.ts";
import { refOf, relationsOf } from "../read/relations-of.ts";
import { saveTeam, teamNameOf } from "./save-team.ts";

/** The file an entity stands in, and when it was read. */
export type SourceFile = {
	repositoryId: string;
	slug: string;
	path: string;
	sha: string;
	url: string | null;
	observedAt: Date;
};

export const catalogActor = automation("catalog-import");

/**
 * Writes an entity as its file says it, with its team (Group) and its relations. Says so in the event log when something changed.
 * An entity that another file already describes stays with that file as long as it is there. Returns its reference.
 */
export async function saveEntity(tx: Transaction, parsed: ParsedEntity, file: SourceFile): Promise<string> {
	const ref = formatEntityRef(refOf(parsed.entity));
	const found = await tx.entity.findUnique({ where: { ref } });
	if (found && !found.orphanedAt && belongsElsewhere(found, file)) return ref;
	if (parsed.entity.kind === "Group") await adoptByTeam(tx, ref, (await saveTeam(tx, parsed.entity)).id);
	const data = await describe(tx, parsed, file);
	const saved = await tx.entity.upsert({
		where: { ref },
		create: { ref, ...data },
		update: { ...data, orphanedAt: null },
	});
	await saveRelations(tx, saved.id, parsed);
	const same = found && !found.orphanedAt && isDeepStrictEqual(found.document, parsed.document);
	if (!same) {
		await recordEvent(tx, {
			type: found ? "entity.updated" : "entity.created",
			actor: catalogActor,
			subject: { kind: "entity", id: saved.id },
			occurredAt: file.observedAt,
			serviceId: saved.kind === "component" ? saved.id : null,
			teamId: saved.ownerTeamId,
			data: { ref, name: saved.name, repository: file.slug, path: file.path },
		});
	}
	return ref;
}

const belongsElsewhere = (found: { repositoryId: string | null; sourcePath: string | null }, file: SourceFile) =>
	found.sourcePath !== null && (found.repositoryId !== file.repositoryId || found.sourcePath !== file.path);

async function describe(tx: Transaction, { entity, document }: ParsedEntity, file: SourceFile) {
	const { metadata, spec } = entity;
	const ref = refOf(entity);
	const owner = spec.owner ? parseEntityRef(spec.owner, "group") : null;
	const team = owner?.kind === "group" ? teamNameOf(owner.namespace, owner.name) : null;
	const ownerTeam = team ? await tx.team.findUnique({ where: { name: team }, select: { id: true } }) : null;
	return {
		kind: ref.kind,
		namespace: ref.namespace,
		name: ref.name,
		type: spec.type ?? null,
		title: metadata.title ?? spec.profile?.displayName ?? metadata.name,
		description: metadata.description ?? null,
		ownerRef: owner ? formatEntityRef(owner) : null,
		ownerTeamId: ownerTeam?.id ?? null,
		lifecycle: spec.lifecycle ?? null,
		tier: tierOf(metadata.labels["lazo.dev/tier"]),
		systemName: spec.system ? (parseEntityRef(spec.system, "system")?.name ?? null) : null,
		tags: metadata.tags,
		links: metadata.links.map((link) => ({ ...link })),
		annotations: metadata.annotations,
		labels: metadata.labels,
		document: document as Prisma.InputJsonObject,
		repositoryId: file.repositoryId,
		sourcePath: file.path,
		sourceUrl: file.url,
		sourceSha: file.sha,
		observedAt: file.observedAt,
	};
}

/** 1 is the most important; anything but a small whole number is no tier. */
function tierOf(label: string | undefined): number | null {
	const tier = Number(label);
	return Number.isInteger(tier) && tier >= 0 && tier <= 9 && label !== "" ? tier : null;
}

async function adoptByTeam(tx: Transaction, groupRef: string, teamId: string): Promise<void> {
	await tx.entity.updateMany({ where: { ownerRef: groupRef, ownerTeamId: null }, data: { ownerTeamId: teamId } });
}

async function saveRelations(tx: Transaction, entityId: string, { entity }: ParsedEntity): Promise<void> {
	const relations = relationsOf(entity);
	const targets = await tx.entity.findMany({
		where: { ref: { in: relations.map(({ to }) => to) } },
		select: { id: true, ref: true },
	});
	const idOf = new Map(targets.map(({ id, ref }) => [ref, id]));
	await tx.entityRelation.deleteMany({
		where: { fromId: entityId, NOT: relations.map(({ type, to: toRef }) => ({ type, toRef })) },
	});
	await tx.entityRelation.createMany({
		data: relations.map(({ type, to: toRef }) => ({ fromId: entityId, type, toRef, toId: idOf.get(toRef) ?? null })),
		skipDuplicates: true,
	});
	await tx.entityRelation.updateMany({
		where: { toRef: formatEntityRef(refOf(entity)), toId: null },
		data: { toId: entityId },
	});
}
