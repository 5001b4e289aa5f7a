import type { Transaction } from "#server/platform/database.ts";

type Image = { commitSha: string | null; runId: string | null; serviceId: string | null; createdAt: Date };

/** An image is made while its run goes on; a registry's and a runner's clock differ by less than this. */
const clockSkewMs = 2 * 60_000;

/** Commit and run of an image: what it says itself, completed by what is known of either. */
export async function findBuild(tx: Transaction, image: Image) {
	const told = image.runId ? await tx.run.findUnique({ where: { id: image.runId } }) : null;
	const commitSha = image.commitSha ?? told?.headSha ?? null;
	if (!commitSha) return { commitSha, commitId: null, runId: told?.id ?? null };
	const run = told ?? (await findRunOf(tx, { ...image, commitSha }));
	const repositoryId = run?.repositoryId ?? null;
	const commit = await tx.commit.findFirst({
		where: { sha: commitSha, ...(repositoryId && { repositoryId }) },
		select: { id: true },
	});
	return { commitSha, commitId: commit?.id ?? null, runId: run?.id ?? null };
}

/** The one successful run on the image's commit during which it was made; null when there is none or no telling which. */
async function findRunOf(tx: Transaction, image: Image & { commitSha: string }) {
	const runs = await tx.run.findMany({
		where: {
			headSha: image.commitSha,
			...(image.serviceId && { serviceId: image.serviceId }),
			conclusion: "success",
			createdAt: { lte: new Date(image.createdAt.getTime() + clockSkewMs) },
			completedAt: { gte: new Date(image.createdAt.getTime() - clockSkewMs) },
		},
		take: 10,
	});
	const byHand = runs.filter(({ event }) => event !== "push" && event !== "pull_request");
	const likely = byHand.length > 0 ? byHand : runs;
	return likely.length === 1 ? (likely[0] ?? null) : null;
}
