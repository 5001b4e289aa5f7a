import { authorize } from "#server/access/authorize.ts";
import { railSchema } from "#server/insights/schema.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import type { CommitView } from "./schema.ts";

/** A commit by its sha, whole or at least seven characters of it. Throws Problem 404. */
export async function getCommit(actor: Actor, sha: string): Promise<CommitView> {
	await authorize(actor, "pipelines.read", { subject: { kind: "commit", id: sha } });
	const commit = await db().commit.findFirst({
		where: { sha: { startsWith: sha } },
		include: { repository: { select: { slug: true } }, node: { select: { id: true } } },
		orderBy: { authoredAt: "desc" },
	});
	if (!commit) throw notFound("commit", sha);
	const runs = await db().run.findMany({
		where: { repositoryId: commit.repositoryId, headSha: commit.sha },
		orderBy: { createdAt: "desc" },
		take: 20,
	});
	const images = await db().artifact.findMany({
		where: { commitSha: commit.sha },
		include: { service: { select: { name: true } } },
		orderBy: { createdAt: "desc" },
		take: 20,
	});
	const made = commit.node ? await loadOrigin(commit.node.id) : { stations: [], items: [], pullRequests: [] };
	return {
		...{ sha: commit.sha, message: commit.message, parents: commit.parents, url: commit.url },
		author: { name: commit.authorName, login: commit.authorLogin },
		authoredAt: commit.authoredAt.toISOString(),
		repository: commit.repository.slug,
		service: images[0]?.service?.name ?? null,
		...made,
		runs: runs.map(({ id, name, number, status, conclusion, completedAt, createdAt }) => ({
			...{ id, name, number, state: conclusion ?? status },
			at: (completedAt ?? createdAt).toISOString(),
		})),
		images: images.map(({ digest, version, repository, createdAt }) => ({
			...{ digest, version, repository },
			createdAt: createdAt.toISOString(),
		})),
		running: await runningPlaces(images.map(({ digest }) => digest)),
	};
}

type Origin = Pick<CommitView, "stations" | "items" | "pullRequests">;

/** What a commit was for: the pull requests that contain it, the items that name it or one of those, and how far it has come. */
async function loadOrigin(nodeId: string): Promise<Origin> {
	const pulls = await db().pullRequest.findMany({
		where: { node: { outgoing: { some: { toId: nodeId, kind: "contains" } } } },
		include: { repository: { select: { slug: true } }, node: { select: { id: true } } },
		take: 20,
	});
	const named = [nodeId, ...pulls.flatMap(({ node }) => (node ? [node.id] : []))];
	const [items, projection] = await Promise.all([
		db().item.findMany({
			where: { node: { outgoing: { some: { toId: { in: named }, kind: "implemented-by" } } } },
			select: { key: true, title: true, state: true },
			orderBy: { createdAt: "asc" },
			take: 20,
		}),
		db().loopProjection.findUnique({ where: { nodeId }, select: { stations: true } }),
	]);
	const pullRequests = pulls.map(({ number, title, state, url, repository }) => ({
		label: `${repository.slug}#${number}`,
		...{ title, state, url },
	}));
	return { stations: railSchema.safeParse(projection?.stations).data ?? [], items, pullRequests };
}

async function runningPlaces(digests: string[]): Promise<CommitView["running"]> {
	const places = await db().serviceEnvironment.findMany({
		where: { runningDigest: { in: digests } },
		include: { service: { select: { name: true } }, environment: { select: { name: true } } },
		orderBy: { environment: { rank: "asc" } },
	});
	return places.map(({ runningDigest, status, runningSince, service, environment }) => ({
		...{ service: service.name, environment: environment.name, digest: runningDigest ?? "", status },
		since: runningSince?.toISOString() ?? null,
	}));
}
