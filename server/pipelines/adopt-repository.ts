import { db } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { findRepositoryOf } from "./ingest/find-repository-of.ts";
import { findService } from "./ingest/find-service.ts";

/** Gives the runs and nodes of an entity's repository to its service, when they were known before the catalog said whose they are. */
export async function adoptRepository(entityId: string): Promise<void> {
	const entity = await db().entity.findUnique({ where: { id: entityId } });
	if (entity?.kind !== "component") return;
	const repository = await findRepositoryOf(db(), entity);
	if (!repository) return;
	const service = await findService(db(), repository.id);
	if (!service) return;
	const [serviceId, repositoryId] = [service.id, repository.id];
	await transaction(async (tx) => {
		const { count } = await tx.run.updateMany({ where: { repositoryId, serviceId: null }, data: { serviceId } });
		await tx.loopNode.updateMany({
			where: {
				serviceId: null,
				OR: [{ run: { repositoryId } }, { commit: { repositoryId } }, { pullRequest: { repositoryId } }],
			},
			data: { serviceId },
		});
		if (count > 0) await touch(tx, ["runs", `service:${serviceId}`]);
	});
}
