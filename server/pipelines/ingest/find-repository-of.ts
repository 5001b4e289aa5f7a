import type { Reader } from "#server/platform/database.ts";
import type { Repository } from "../../../prisma/generated/client.ts";

type Described = { annotations: unknown; repositoryId: string | null };

/** The repository with an entity's code: the one its annotation names, else the one its file stands in. */
export async function findRepositoryOf(
	reader: Reader,
	{ annotations, repositoryId }: Described,
): Promise<Repository | null> {
	const slug = slugOf(annotations);
	if (slug) return reader.repository.findUnique({ where: { slug } });
	return repositoryId ? reader.repository.findUnique({ where: { id: repositoryId } }) : null;
}

function slugOf(annotations: unknown): string | null {
	const slug: unknown =
		typeof annotations === "object" && annotations !== null
			? Reflect.get(annotations, "github.com/project-slug")
			: null;
	return typeof slug === "string" ? slug : null;
}
