import type { Reader } from "#server/platform/database.ts";

/** The service whose `lazo.dev/image` is this repository, or null. */
export async function findServiceOfImage(reader: Reader, repository: string): Promise<string | null> {
	const entity = await reader.entity.findFirst({
		where: { kind: "component", annotations: { path: ["lazo.dev/image"], equals: repository } },
		orderBy: { orphanedAt: { sort: "desc", nulls: "first" } },
		select: { id: true },
	});
	return entity?.id ?? null;
}

/** The image repository that a service names, or null. */
export function imageOf(annotations: unknown): string | null {
	if (typeof annotations !== "object" || annotations === null || !("lazo.dev/image" in annotations)) return null;
	const image = annotations["lazo.dev/image"];
	return typeof image === "string" ? image : null;
}
