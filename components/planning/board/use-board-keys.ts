"use client";

import { type KeyboardEvent, useState } from "react";
import type { ItemState } from "#server/planning/schema.ts";
import { type Direction, type Grid, shiftCard, stepFrom } from "./board-steps.ts";
import type { CardMove } from "./place-card.ts";

export type BoardSaying =
	| { code: "picked" | "cancelled"; key: string }
	| { code: "moved" | "dropped"; key: string; state: ItemState; position: number; count: number }
	| { code: "edge"; key: string };

type Acts = {
	grid: Grid;
	focus: (key: string) => void;
	send: (move: CardMove) => void;
	draft: CardMove | null;
	setDraft: (move: CardMove | null) => void;
	hold: (on: boolean) => void;
	openMenu: (key: string) => void;
	say: (saying: BoardSaying) => void;
};

const arrows: Record<string, Direction> = {
	ArrowUp: "up",
	ArrowDown: "down",
	ArrowLeft: "left",
	ArrowRight: "right",
	k: "up",
	j: "down",
	h: "left",
	l: "right",
};

/**
 * The board by keyboard: arrows walk, Shift and an arrow moves the card at once, Space picks it up and sets it down,
 * Escape puts it back, `m` opens its menu. Works on the card whose link has the focus.
 */
export function useBoardKeys(acts: Acts) {
	const [picked, setPicked] = useState<string | null>(null);
	const letGo = () => {
		setPicked(null);
		acts.setDraft(null);
		acts.hold(false);
	};
	const shift = (key: string, direction: Direction) => {
		const move = shiftCard(acts.grid, key, direction);
		if (!move) return acts.say({ code: "edge", key });
		if (picked) acts.setDraft(move);
		else acts.send(move);
		acts.focus(key);
		acts.say({ code: "moved", ...placeOf(acts.grid, move) });
	};
	const pickOrDrop = (key: string) => {
		if (!picked) {
			setPicked(key);
			acts.hold(true);
			return acts.say({ code: "picked", key });
		}
		const { draft } = acts;
		letGo();
		if (!draft) return acts.say({ code: "cancelled", key });
		acts.send(draft);
		acts.say({ code: "dropped", ...placeOf(acts.grid, draft) });
	};
	const walk = (key: string, direction: Direction) => {
		const next = stepFrom(acts.grid, key, direction);
		if (next) acts.focus(next);
	};
	const putBack = (key: string) => {
		letGo();
		acts.focus(key);
		acts.say({ code: "cancelled", key });
	};
	/** What a key does on a card; undefined leaves it to the browser. */
	const actOf = (name: string, withShift: boolean, key: string): (() => void) | undefined => {
		const inHand = picked ?? key;
		const direction = arrows[name];
		if (direction) return () => (picked || withShift ? shift(inHand, direction) : walk(key, direction));
		if (name === " " || (name === "Enter" && picked)) return () => pickOrDrop(inHand);
		if (name === "Escape" && picked) return () => putBack(picked);
		return name === "m" && !picked ? () => acts.openMenu(key) : undefined;
	};
	const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
		const key = cardOf(event.target);
		if (!key || event.ctrlKey || event.metaKey || event.altKey) return;
		const act = actOf(event.key, event.shiftKey, key);
		if (!act) return;
		event.preventDefault();
		act();
	};
	return { picked, onKeyDown, letGo };
}

/** The key of the card whose link an event came from; its menu and buttons keep their own keys. */
const cardOf = (target: EventTarget): string | null =>
	target instanceof HTMLElement ? target.getAttribute("data-card-link") : null;

/** Where a move puts its card, counted from one. */
function placeOf(grid: Grid, { key, state, after, before }: CardMove) {
	const column =
		grid
			.flatMap(({ cells }) => cells)
			.filter((cell) => cell.state === state)
			.map(({ keys }) => keys.filter((one) => one !== key))
			.find((keys) => (after ? keys.includes(after) : before ? keys.includes(before) : true)) ?? [];
	const position = after ? column.indexOf(after) + 2 : before ? column.indexOf(before) + 1 : column.length + 1;
	return { key, state, position, count: column.length + 1 };
}
