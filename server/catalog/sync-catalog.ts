import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { enqueue } from "#server/platform/jobs.ts";
import { transaction } from "#server/platform/transaction.ts";
import { discoverQueue, syncRepositoryQueue } from "./sync/queues.ts";

/** Has the catalog files read again now: of the repository of one service, or of the whole organisation (null). */
export async function syncCatalog(actor: Actor, input: { service: string | null; requestId?: string }): Promise<void> {
	const entity = input.service
		? await db().entity.findFirst({ where: { kind: "component", name: input.service } })
		: null;
	if (input.service && !entity?.repositoryId) throw notFound("service", input.service);
	const subject = { kind: "catalog", id: entity?.name ?? "all" };
	await authorize(actor, "catalog.sync", { ...(entity && { teamId: entity.ownerTeamId }), subject });
	const repositoryId = entity?.repositoryId ?? null;
	await transaction(async (tx) => {
		if (repositoryId) await enqueue(tx, syncRepositoryQueue, { data: { repositoryId }, singletonKey: repositoryId });
		else await enqueue(tx, discoverQueue, { data: { all: true }, singletonKey: "all" });
		await audit(tx, {
			actor,
			action: "catalog.sync",
			subject,
			teamId: entity?.ownerTeamId ?? null,
			requestId: input.requestId ?? null,
		});
	});
}
