import type { GitHubClient } from "#server/connectors/github/github-client.ts";
import { readFile } from "#server/connectors/github/read-repositories.ts";
import { db } from "#server/platform/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Repository } from "../../../prisma/generated/client.ts";
import { importFile } from "../import/import-file.ts";
import { orphanEntities } from "../import/orphan-entities.ts";
import { resolveTargets } from "./location-targets.ts";

const fileNames = ["catalog-info.yaml", "catalog-info.yml"];
const maxFiles = 100;

/**
 * Reads the catalog files of a repository at its default branch, the ones its Locations point to included, and imports them.
 * What stood in files that are gone is orphaned, once all others have been read.
 */
export async function syncRepository(client: GitHubClient, repositoryId: string): Promise<void> {
	const repository = await db().repository.findUnique({ where: { id: repositoryId } });
	if (!repository || repository.goneAt) return;
	const observedAt = new Date();
	const read = new Set<string>();
	const waiting: string[] = [];
	for (const name of fileNames) {
		const targets = await importOne(client, repository, { path: name, observedAt });
		if (!targets) continue;
		read.add(name);
		waiting.push(...targets);
		break;
	}
	while (waiting.length > 0 && read.size < maxFiles) {
		const path = waiting.shift() ?? "";
		if (read.has(path)) continue;
		const targets = await importOne(client, repository, { path, observedAt });
		if (!targets) continue;
		read.add(path);
		waiting.push(...targets);
	}
	await transaction(async (tx) => {
		const notPaths = [...read];
		await tx.catalogProblem.deleteMany({ where: { repositoryId, path: { notIn: notPaths } } });
		await orphanEntities(tx, { repositoryId, notPaths, observedAt });
	});
}

/** Imports one file; gives the paths it points to, or null when the file is not there. */
async function importOne(
	client: GitHubClient,
	repository: Repository,
	{ path, observedAt }: { path: string; observedAt: Date },
): Promise<string[] | null> {
	const { id: repositoryId, slug, defaultBranch: ref } = repository;
	const file = await readFile(client, { slug, path, ref });
	if (!file) return null;
	const { text, sha, url } = file;
	return transaction(async (tx) => {
		const imported = await importFile(tx, { repositoryId, slug, path, sha, url, observedAt, text });
		const { paths, problems } = resolveTargets({ path, targets: imported.targets }, repository);
		if (problems.length > 0)
			await tx.catalogProblem.createMany({
				data: problems.map((problem) => ({ ...problem, repositoryId, path, sha, observedAt })),
			});
		return paths;
	});
}
