import { type Confidence, ensureNode, link } from "#server/loop/link.ts";
import type { Transaction } from "#server/platform/database.ts";

type ItemLinks = { nodeId: string; keys: readonly string[]; source: string; confidence: Confidence };

/** Ties the items with these keys, those that exist, to a pull request or commit that implements them. */
export async function linkItems(tx: Transaction, { nodeId, keys, source, confidence }: ItemLinks): Promise<void> {
	if (keys.length === 0) return;
	const items = await tx.item.findMany({
		where: { key: { in: [...keys] } },
		select: { id: true, key: true, serviceId: true },
	});
	for (const { id: itemId, key, serviceId } of items) {
		const from = await ensureNode(tx, { kind: "item", key, itemId }, serviceId);
		await link(tx, { from, to: nodeId, kind: "implemented-by", evidence: { source, key }, confidence });
	}
}
