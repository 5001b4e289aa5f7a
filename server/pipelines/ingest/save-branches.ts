import type { Transaction } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";

type Heads = { repositoryId: string; branches: readonly { name: string; headSha: string }[]; observedAt: Date };

/** Makes the branches of a repository what they were at `observedAt`, unless something later was seen already. */
export async function saveBranches(tx: Transaction, { repositoryId, branches, observedAt }: Heads): Promise<void> {
	await tx.branch.deleteMany({
		where: { repositoryId, observedAt: { lt: observedAt }, name: { notIn: branches.map(({ name }) => name) } },
	});
	for (const { name, headSha } of branches)
		await tx.$executeRaw`
			insert into "Branch" ("repositoryId", name, "headSha", "observedAt") values (${repositoryId}::uuid, ${name}, ${headSha}, ${observedAt})
			on conflict ("repositoryId", name) do update set "headSha" = excluded."headSha", "observedAt" = excluded."observedAt"
			where "Branch"."observedAt" < excluded."observedAt"`;
	await touch(tx, [`repository:${repositoryId}`]);
}
