import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ItemState } from "#server/planning/schema.ts";
import { type Grid, shiftCard, stepFrom } from "./board-steps.ts";
import { placeCard } from "./place-card.ts";

const grid: Grid = [
	{
		cells: [
			{ state: "todo", keys: ["a", "b", "c"] },
			{ state: "in_progress", keys: [] },
			{ state: "in_review", keys: ["d"] },
		],
	},
	{
		cells: [
			{ state: "todo", keys: ["e"] },
			{ state: "in_progress", keys: ["f"] },
			{ state: "in_review", keys: [] },
		],
	},
];

describe("stepFrom", () => {
	it("walks down a column and on into the next lane", () => {
		expect(stepFrom(grid, "a", "down")).toBe("b");
		expect(stepFrom(grid, "c", "down")).toBe("e");
		expect(stepFrom(grid, "e", "up")).toBe("c");
	});
	it("steps over an empty column and stays at the edge", () => {
		expect(stepFrom(grid, "c", "right")).toBe("d");
		expect(stepFrom(grid, "d", "left")).toBe("a");
		expect(stepFrom(grid, "d", "right")).toBeNull();
	});
});

describe("shiftCard", () => {
	it("moves a card one place within its column", () => {
		expect(shiftCard(grid, "a", "down")).toEqual({ key: "a", state: "todo", after: "b", before: "c" });
		expect(shiftCard(grid, "c", "up")).toEqual({ key: "c", state: "todo", after: "a", before: "b" });
		expect(shiftCard(grid, "a", "up")).toBeNull();
	});
	it("moves a card into an empty column, never into another lane", () => {
		expect(shiftCard(grid, "b", "right")).toEqual({ key: "b", state: "in_progress", after: null, before: null });
		expect(shiftCard(grid, "e", "up")).toBeNull();
	});
});

describe("placeCard", () => {
	const states: ItemState[] = ["todo", "in_progress", "done"];
	const board = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 12 });
	it("never loses or doubles a card, and puts it right below the one named", () => {
		fc.assert(
			fc.property(board, fc.nat(), fc.nat(), (keys, one, two) => {
				const cards = keys.map((key, index) => ({ key, state: states[index % 3] ?? "todo" }));
				const card = cards[one % cards.length];
				const above = cards.filter(({ key }) => key !== card?.key)[two % (cards.length - 1)];
				if (!card || !above) return;
				const moved = placeCard(cards, { key: card.key, state: above.state, after: above.key, before: null });
				expect(moved.map(({ key }) => key).toSorted()).toEqual(keys.toSorted());
				expect(moved[moved.findIndex(({ key }) => key === above.key) + 1]).toEqual({
					key: card.key,
					state: above.state,
				});
			}),
		);
	});
	it("leaves the board alone when the card is gone", () => {
		const cards = [{ key: "a", state: "todo" as const }];
		expect(placeCard(cards, { key: "gone", state: "done", after: null, before: null })).toEqual(cards);
	});
});
