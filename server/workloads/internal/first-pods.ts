import { db } from "#server/platform/database.ts";
import { invalid } from "#server/platform/errors.ts";
import type { Pod } from "../../../prisma/generated/client.ts";

/** A page of pods, those that are not ready first, then by name; `next` marks the page after it. */
export type PodPage = { pods: Pod[]; next: string | null };

/** The first pods of each workload, by its row id: at most `most` each, however many thousands there are. */
export async function firstPods(workloadIds: readonly string[], most: number): Promise<Map<string, PodPage>> {
	const found = await db().$queryRaw<{ id: string }[]>`
		select p.id from unnest(${workloadIds}::uuid[]) as w(id) cross join lateral (
			select id from "Pod" where "workloadId" = w.id order by ready, name, id limit ${most + 1}) p`;
	const pods = await inOrder(found);
	return new Map(workloadIds.map((id) => [id, pageOf(pods.get(id) ?? [], most)]));
}

/** The pods of a workload that come after a marker. Throws Problem 422 `bad-cursor`. */
export async function podsAfter(workloadId: string, { cursor, limit }: { cursor: string | undefined; limit: number }) {
	const after = cursor === undefined ? start : readCursor(cursor);
	const found = await db().$queryRaw<{ id: string }[]>`
		select id from "Pod" where "workloadId" = ${workloadId}::uuid
			and (ready, name, id) > (${after.ready}, ${after.name}, ${after.id}::uuid)
		order by ready, name, id limit ${limit + 1}`;
	return pageOf((await inOrder(found)).get(workloadId) ?? [], limit);
}

/** Before every pod: a name is never empty. */
const start = { ready: false, name: "", id: "00000000-0000-0000-0000-000000000000" };
const cursorForm = /^([01])_([a-z0-9.-]{1,253})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function readCursor(cursor: string): typeof start {
	const [, ready, name, id] = cursorForm.exec(cursor) ?? [];
	if (!name || !id) throw invalid("bad-cursor", "This page marker is not one of Lazo's. Start from the first page.");
	return { ready: ready === "1", name, id };
}

/** Whole rows in the order of their ids, by workload. */
async function inOrder(found: readonly { id: string }[]): Promise<Map<string, Pod[]>> {
	const rows = await db().pod.findMany({ where: { id: { in: found.map(({ id }) => id) } } });
	const known = new Map(rows.map((row) => [row.id, row]));
	// One that went meanwhile is left out.
	const pods = found.flatMap(({ id }) => known.get(id) ?? []);
	return Map.groupBy(pods, ({ workloadId }) => workloadId ?? "");
}

function pageOf(rows: readonly Pod[], most: number): PodPage {
	const pods = rows.slice(0, most);
	const last = rows.length > most ? pods.at(-1) : undefined;
	return { pods, next: last ? `${last.ready ? 1 : 0}_${last.name}_${last.id}` : null };
}
