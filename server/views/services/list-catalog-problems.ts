import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import type { CatalogProblemRow } from "./schema.ts";

/** Catalog files that could not be read in full, newest first, at most 200. */
export async function listCatalogProblems(actor: Actor): Promise<{ items: CatalogProblemRow[] }> {
	await authorize(actor, "catalog.read", { subject: { kind: "catalog", id: "problems" } });
	const rows = await db().catalogProblem.findMany({
		include: { repository: true },
		orderBy: [{ observedAt: "desc" }, { id: "asc" }],
		take: 200,
	});
	return { items: rows.map(problemAnswer) };
}

type Row = Prisma.CatalogProblemGetPayload<{ include: { repository: true } }>;

/** A problem with the address of the line in the file as it was read. */
export function problemAnswer({ id, repository, path, line, code, detail, observedAt }: Row): CatalogProblemRow {
	const encoded = path.split("/").map(encodeURIComponent).join("/");
	const url = `${repository.url}/blob/${encodeURIComponent(repository.defaultBranch)}/${encoded}${line ? `#L${line}` : ""}`;
	return { id, repository: repository.slug, path, line, code, detail, url, observedAt: observedAt.toISOString() };
}
