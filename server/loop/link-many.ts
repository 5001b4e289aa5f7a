import type { Transaction } from "#server/platform/database.ts";
import type { NewEdge, NodeRef } from "./link.ts";

/** Ties many new things of one kind to one node, in three statements however many there are. Returns how many joints are new. Safe to repeat. */
export async function linkMany(
	tx: Transaction,
	refs: { kind: NodeRef["kind"]; from: NodeRef[]; serviceId: string | null },
	edge: Omit<NewEdge, "from">,
): Promise<number> {
	if (refs.from.length === 0) return 0;
	const { kind, serviceId } = refs;
	await tx.loopNode.createMany({ data: refs.from.map((ref) => ({ ...ref, serviceId })), skipDuplicates: true });
	const nodes = await tx.loopNode.findMany({
		where: { kind, key: { in: refs.from.map(({ key }) => key) } },
		select: { id: true },
	});
	const { to: toId, ...rest } = edge;
	const { count } = await tx.loopEdge.createMany({
		data: nodes.map(({ id: fromId }) => ({ fromId, toId, ...rest })),
		skipDuplicates: true,
	});
	return count;
}
