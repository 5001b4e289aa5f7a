import type { GitHubClient } from "#server/connectors/github/github-client.ts";
import { listRepositories } from "#server/connectors/github/read-repositories.ts";
import type { GitHubRepository } from "#server/connectors/github/shapes.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { enqueue } from "#server/platform/jobs.ts";
import { transaction } from "#server/platform/transaction.ts";
import { catalogActor } from "../import/save-entity.ts";
import { syncRepositoryQueue } from "./queues.ts";

/** A push within this time before the last look may have been missed by it: clocks differ, listings lag. */
const overlapMs = 120_000;

/**
 * Lists the organisation's repositories, notes new, renamed and vanished ones, and has those read again that were pushed to
 * since the last look (`all`: every one). Throws GitHubError when GitHub cannot be read; nothing is marked as gone then.
 */
export async function discoverRepositories(client: GitHubClient, all: boolean): Promise<void> {
	const observedAt = new Date();
	const listed = await listRepositories(client);
	for (const repository of listed) {
		await transaction(async (tx) => {
			const { id, isNew, lookedAt } = await saveRepository(tx, repository, observedAt);
			const pushedAt = repository.pushed_at?.getTime() ?? 0;
			const changed = isNew || pushedAt > lookedAt.getTime() - overlapMs;
			if (changed || all) await enqueue(tx, syncRepositoryQueue, { data: { repositoryId: id }, singletonKey: id });
		});
	}
	await markGone(client.options.organisation, listed, observedAt);
}

/** Writes a repository as GitHub describes it; known by its id, so a renamed one keeps its history. */
export async function saveRepository(tx: Transaction, repository: GitHubRepository, observedAt: Date) {
	const externalId = BigInt(repository.id);
	const slug = repository.full_name;
	const found = await tx.repository.findFirst({
		where: { OR: [{ externalId }, { slug }] },
		orderBy: { externalId: "asc" },
	});
	const data = {
		slug,
		externalId,
		url: repository.html_url,
		defaultBranch: repository.default_branch,
		private: repository.private,
		observedAt,
		goneAt: null,
	};
	if (found) {
		await tx.repository.update({ where: { id: found.id }, data });
		return { id: found.id, isNew: false, lookedAt: found.observedAt };
	}
	const created = await tx.repository.create({ data });
	await recordEvent(tx, {
		type: "repository.discovered",
		actor: catalogActor,
		subject: { kind: "repository", id: created.id },
		occurredAt: observedAt,
		data: { slug },
	});
	return { id: created.id, isNew: true, lookedAt: observedAt };
}

/** A repository that the organisation no longer lists keeps its history and its entities; its age shows. */
async function markGone(organisation: string, listed: GitHubRepository[], observedAt: Date): Promise<void> {
	await transaction(async (tx) => {
		await tx.repository.updateMany({
			where: {
				goneAt: null,
				slug: { startsWith: `${organisation}/` },
				externalId: { not: null, notIn: listed.map(({ id }) => BigInt(id)) },
			},
			data: { goneAt: observedAt },
		});
	});
}
