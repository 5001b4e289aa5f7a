import type { Reader } from "#server/platform/database.ts";

/** The one service that a repository carries: who owns it too. Null for none, and for a repository with several. */
export async function findService(
	reader: Reader,
	repositoryId: string,
): Promise<{ id: string; ownerTeamId: string | null } | null> {
	const repository = await reader.repository.findUnique({ where: { id: repositoryId }, select: { slug: true } });
	if (!repository) return null;
	const select = { id: true, ownerTeamId: true, annotations: true };
	const kind = "component";
	const named = await reader.entity.findMany({
		where: { kind, annotations: { path: ["github.com/project-slug"], equals: repository.slug } },
		orderBy: { orphanedAt: { sort: "desc", nulls: "first" } },
		select,
		take: 2,
	});
	if (named.length > 0) return onlyOne(named);
	const described = await reader.entity.findMany({ where: { kind, repositoryId }, select, take: 20 });
	return onlyOne(described.filter(({ annotations }) => !namesRepository(annotations)));
}

const onlyOne = <T>(found: T[]): T | null => (found.length === 1 ? (found[0] ?? null) : null);

const namesRepository = (annotations: unknown): boolean =>
	typeof annotations === "object" && annotations !== null && "github.com/project-slug" in annotations;
