import type { ItemState } from "#server/planning/schema.ts";
import { type CardMove, moveTo } from "./place-card.ts";

/** Lanes of columns of keys, as they stand on the screen. */
export type Grid = { cells: { state: ItemState; keys: string[] }[] }[];
export type Direction = "up" | "down" | "left" | "right";

type Place = { lane: number; column: number; row: number };

function find(grid: Grid, key: string): Place | null {
	for (const [lane, { cells }] of grid.entries())
		for (const [column, { keys }] of cells.entries()) {
			const row = keys.indexOf(key);
			if (row >= 0) return { lane, column, row };
		}
	return null;
}

const keysAt = (grid: Grid, lane: number, column: number): string[] => grid[lane]?.cells[column]?.keys ?? [];

/** The card that lies in a direction, or null at an edge. Empty columns are stepped over. Pure. */
export function stepFrom(grid: Grid, key: string, direction: Direction): string | null {
	const at = find(grid, key);
	if (!at) return null;
	if (direction === "left" || direction === "right") return sideways(grid, at, direction === "left" ? -1 : 1);
	const step = direction === "up" ? -1 : 1;
	const near = keysAt(grid, at.lane, at.column)[at.row + step];
	if (near) return near;
	for (let lane = at.lane + step; grid[lane]; lane += step) {
		const keys = keysAt(grid, lane, at.column);
		const next = step === 1 ? keys[0] : keys.at(-1);
		if (next) return next;
	}
	return null;
}

function sideways(grid: Grid, at: Place, step: 1 | -1): string | null {
	const columns = grid[at.lane]?.cells.length ?? 0;
	for (let column = at.column + step; column >= 0 && column < columns; column += step) {
		const keys = keysAt(grid, at.lane, column);
		if (keys.length > 0) return keys[Math.min(at.row, keys.length - 1)] ?? null;
	}
	return null;
}

/** The move of a card by one place in a direction, within its lane, or null at an edge. Pure. */
export function shiftCard(grid: Grid, key: string, direction: Direction): CardMove | null {
	const at = find(grid, key);
	if (!at) return null;
	const cells = grid[at.lane]?.cells ?? [];
	const sidewaysBy = direction === "left" ? -1 : direction === "right" ? 1 : 0;
	const cell = cells[at.column + sidewaysBy];
	if (!cell) return null;
	const row = direction === "up" ? at.row - 1 : direction === "down" ? at.row + 1 : Math.min(at.row, cell.keys.length);
	if (sidewaysBy === 0 && (row < 0 || row >= cell.keys.length)) return null;
	return moveTo({ key, state: cell.state }, cell.keys, row);
}
