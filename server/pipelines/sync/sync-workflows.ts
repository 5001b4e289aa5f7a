import type { GitHubClient } from "#server/connectors/github/github-client.ts";
import { readFile } from "#server/connectors/github/read-repositories.ts";
import { listWorkflows } from "#server/connectors/github/read-runs.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { Prisma } from "../../../prisma/generated/client.ts";
import { parseWorkflowInputs } from "../workflow-inputs.ts";

type Repository = { id: string; slug: string; defaultBranch: string };

/** Reads the workflows of a repository with the inputs that their files declare on the default branch. */
export async function syncWorkflows(client: GitHubClient, repository: Repository, observedAt: Date): Promise<void> {
	const { id: repositoryId, slug, defaultBranch: ref } = repository;
	for (const { id, name, path, state } of await listWorkflows(client, slug)) {
		// GitHub's own ("dynamic/…") have no file.
		const file = path.startsWith(".github/") ? await readFile(client, { slug, path, ref }, 500_000) : null;
		const inputs = file?.text ? parseWorkflowInputs(file.text) : null;
		const data = { name, path, state, inputs: inputs ?? Prisma.DbNull, observedAt };
		const externalId = BigInt(id);
		await transaction(async (tx) => {
			const saved = await tx.workflow.upsert({
				where: { repositoryId_externalId: { repositoryId, externalId } },
				create: { repositoryId, externalId, ...data },
				update: data,
			});
			await touch(tx, ["workflows", `workflow:${saved.id}`]);
		});
	}
}
