import type { Item, ItemState } from "#server/planning/schema.ts";

export type LaneKind = "none" | "service" | "assignee";
export type Lane = { id: string; name: string | null; cells: { state: ItemState; cards: Item[] }[] };

/** Which columns a board has: the sprint's, or without a sprint those before it. */
export function columnsOf(items: readonly Item[], hasSprint: boolean): ItemState[] {
	if (!hasSprint) return ["backlog", "todo", "in_progress", "in_review"];
	const waiting: ItemState[] = items.some(({ state }) => state === "backlog") ? ["backlog"] : [];
	return [...waiting, "todo", "in_progress", "in_review", "done"];
}

/** The cards as lanes of columns. Cards without a service or an assignee come last. Pure. */
export function layOut(items: readonly Item[], columns: readonly ItemState[], kind: LaneKind): Lane[] {
	const lanes = new Map<string, { name: string | null; items: Item[] }>();
	for (const item of items) {
		const name = laneName(item, kind);
		const lane = lanes.get(name ?? "") ?? { name, items: [] };
		lane.items.push(item);
		lanes.set(name ?? "", lane);
	}
	if (lanes.size === 0) lanes.set("", { name: null, items: [] });
	return [...lanes.entries()]
		.sort(([a], [b]) => (a === "" ? 1 : b === "" ? -1 : a.localeCompare(b)))
		.map(([id, lane]) => ({
			id: id || "-",
			name: lane.name,
			cells: columns.map((state) => ({ state, cards: lane.items.filter((item) => item.state === state) })),
		}));
}

function laneName(item: Item, kind: LaneKind): string | null {
	if (kind === "service") return item.service?.name ?? null;
	return kind === "assignee" ? (item.assignee?.name ?? null) : null;
}
