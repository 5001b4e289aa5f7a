import { db } from "#server/platform/database.ts";
import { decodeCursor, encodeCursor } from "./audit-cursor.ts";
import { type AuditItem, auditEntrySchema } from "./schema.ts";

type Query = {
	cursor?: string | undefined;
	limit: number;
	actor?: string | undefined;
	action?: string | undefined;
	outcome?: string | undefined;
	subject?: string | undefined;
};

const actorSchema = auditEntrySchema.shape.actor;

/** Audit lines, newest first, page by page; `actor` is an id, `subject` is "kind:id" or a kind. */
export async function listAudit({
	cursor,
	limit,
	actor,
	action,
	outcome,
	subject,
}: Query): Promise<{ items: AuditItem[]; nextCursor: string | null }> {
	const [subjectKind, ...subjectId] = subject?.split(":") ?? [];
	const after = decodeCursor(cursor);
	const entries = await db().auditEntry.findMany({
		where: {
			...(actor && { actorId: actor }),
			...(action && { action }),
			...(outcome && { outcome }),
			...(subjectKind && { subjectKind }),
			...(subjectId.length > 0 && { subjectId: subjectId.join(":") }),
			...(after && { OR: [{ at: { lt: after.at } }, { at: after.at, id: { lt: after.id } }] }),
		},
		orderBy: [{ at: "desc" }, { id: "desc" }],
		take: limit + 1,
		include: { chain: { select: { position: true } } },
	});
	const page = entries.slice(0, limit);
	const teams = await teamNames(page.map(({ teamId }) => teamId));
	const last = entries.length > limit ? page.at(-1) : undefined;
	return {
		items: page.map(({ chain, teamId, actor: stored, ...entry }) => ({
			...entry,
			actor: actorSchema.catch({ kind: "unknown", id: entry.actorId }).parse(stored),
			team: teamId ? (teams.get(teamId) ?? null) : null,
			chained: chain !== null,
		})),
		nextCursor: last ? encodeCursor(last) : null,
	};
}

async function teamNames(ids: (string | null)[]): Promise<Map<string, string>> {
	const wanted = [...new Set(ids.filter((id) => id !== null))];
	if (wanted.length === 0) return new Map();
	const teams = await db().team.findMany({ where: { id: { in: wanted } }, select: { id: true, title: true } });
	return new Map(teams.map(({ id, title }) => [id, title]));
}
