import type { Transaction } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { catalogActor } from "./save-entity.ts";
import { teamNameOf } from "./save-team.ts";

type Gone = { repositoryId: string; path?: string; notPaths?: string[]; keep?: string[]; observedAt: Date };

/**
 * Marks the entities of a file (or of every file of a repository but `notPaths`) as orphaned, except those in `keep`.
 * Nothing of the catalog is ever deleted. Returns how many were marked.
 */
export async function orphanEntities(tx: Transaction, gone: Gone): Promise<number> {
	const lost = await tx.entity.findMany({
		where: {
			repositoryId: gone.repositoryId,
			orphanedAt: null,
			sourcePath: gone.path ?? { not: null, ...(gone.notPaths && { notIn: gone.notPaths }) },
			ref: { notIn: gone.keep ?? [] },
		},
	});
	for (const entity of lost) {
		await tx.entity.update({ where: { id: entity.id }, data: { orphanedAt: gone.observedAt } });
		if (entity.kind === "group") {
			const name = teamNameOf(entity.namespace, entity.name);
			await tx.team.updateMany({ where: { name }, data: { orphanedAt: gone.observedAt } });
		}
		await recordEvent(tx, {
			type: "entity.orphaned",
			actor: catalogActor,
			subject: { kind: "entity", id: entity.id },
			occurredAt: gone.observedAt,
			serviceId: entity.kind === "component" ? entity.id : null,
			teamId: entity.ownerTeamId,
			data: { ref: entity.ref, name: entity.name, path: entity.sourcePath },
		});
	}
	return lost.length;
}
