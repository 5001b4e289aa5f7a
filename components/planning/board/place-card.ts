import type { ItemState } from "#server/planning/schema.ts";

/** Where a card goes: a column, and the cards above and below it there. Both null is the end of the column. */
export type CardMove = { key: string; state: ItemState; after: string | null; before: string | null };
type Placed = { key: string; state: ItemState };

/** The cards with one of them moved; a card that is gone changes nothing. Pure. */
export function placeCard<T extends Placed>(cards: readonly T[], move: CardMove): T[] {
	const card = cards.find(({ key }) => key === move.key);
	if (!card) return [...cards];
	const rest = cards.filter(({ key }) => key !== move.key);
	const spot = spotOf(rest, move);
	return [...rest.slice(0, spot), { ...card, state: move.state }, ...rest.slice(spot)];
}

function spotOf(rest: readonly Placed[], { after, before }: CardMove): number {
	const above = rest.findIndex(({ key }) => key === after);
	if (above >= 0) return above + 1;
	const below = rest.findIndex(({ key }) => key === before);
	return below >= 0 ? below : rest.length;
}

/** The move that puts a card at a place of a column, counted among the other cards there. */
export function moveTo(card: { key: string; state: ItemState }, column: readonly string[], index: number): CardMove {
	const others = column.filter((key) => key !== card.key);
	return { ...card, after: others[index - 1] ?? null, before: others[index] ?? null };
}
