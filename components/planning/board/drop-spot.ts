import type { ItemState } from "#server/planning/schema.ts";
import { itemStates } from "../item-words.ts";

/** Where a card in the hand would go: a cell, and the place among its other cards. */
export type DropSpot = { key: string; lane: string; state: ItemState; index: number };

/** What lies under the pointer. A card stays in its own lane; elsewhere there is no place for it. */
export function dropSpotAt({ clientX, clientY }: { clientX: number; clientY: number }, key: string): DropSpot | null {
	const cell = document
		.elementsFromPoint(clientX, clientY)
		.map((element) => element.closest<HTMLElement>("[data-cell]"))
		.find((found) => found !== null);
	const state = itemStates.find((one) => one === cell?.dataset.cell);
	const lane = cell?.dataset.lane;
	if (!cell || !state || lane === undefined || lane !== laneOf(key)) return null;
	const others = [...cell.querySelectorAll<HTMLElement>("[data-card]")].filter((card) => card.dataset.card !== key);
	const index = others.filter((card) => {
		const { top, height } = card.getBoundingClientRect();
		return clientY > top + height / 2;
	}).length;
	return { key, lane, state, index };
}

const laneOf = (key: string): string | undefined =>
	document.querySelector(`[data-card="${CSS.escape(key)}"]`)?.closest<HTMLElement>("[data-cell]")?.dataset.lane;
