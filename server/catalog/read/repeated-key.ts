import { type Document, isScalar, visit } from "yaml";

/**
 * The first key that stands twice in one map of a document, and where its second place begins; null when there is none. Linear:
 * the parser itself would compare every key with every other, and be busy for minutes with a hostile file.
 */
export function repeatedKey(document: Document): { key: string; offset: number } | null {
	let found: { key: string; offset: number } | null = null;
	visit(document, {
		Map: (_, { items }) => {
			const seen = new Set<unknown>();
			for (const { key } of items) {
				if (!isScalar(key)) continue;
				if (seen.has(key.value)) {
					found = { key: String(key.value).slice(0, 80), offset: key.range?.[0] ?? 0 };
					return visit.BREAK;
				}
				seen.add(key.value);
			}
			return undefined;
		},
	});
	return found;
}
