// @vitest-environment happy-dom
import { cleanup, fireEvent, render } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import type { Grid } from "./board-steps.ts";
import type { CardMove } from "./place-card.ts";
import { type BoardSaying, useBoardKeys } from "./use-board-keys.ts";

afterEach(cleanup);

const grid: Grid = [
	{
		cells: [
			{ state: "todo", keys: ["PAY-1", "PAY-2"] },
			{ state: "in_progress", keys: ["PAY-3"] },
		],
	},
];

/** A board of bare links that writes down what the keys ask for. */
function open() {
	const asked = {
		focus: [] as string[],
		sent: [] as CardMove[],
		said: [] as BoardSaying[],
		menus: [] as string[],
		held: [] as boolean[],
	};
	let draft: CardMove | null = null;
	// biome-ignore lint/correctness/noComponentHookFactories: one board per test, with the test's own state.
	function Links() {
		const { onKeyDown } = useBoardKeys({
			grid,
			draft,
			focus: (key) => asked.focus.push(key),
			send: (move) => asked.sent.push(move),
			setDraft: (move) => {
				draft = move;
			},
			hold: (on) => asked.held.push(on),
			openMenu: (key) => asked.menus.push(key),
			say: (saying) => asked.said.push(saying),
		});
		return (
			// biome-ignore lint/a11y/noStaticElementInteractions: as on the board.
			<div onKeyDown={onKeyDown}>
				<a href="/items/PAY-1" data-card-link="PAY-1">
					PAY-1
				</a>
				<button type="button">menu</button>
			</div>
		);
	}
	const view = render(<Links />);
	const press = (key: string, shiftKey = false) => {
		fireEvent.keyDown(view.getByText("PAY-1"), { key, shiftKey });
		view.rerender(<Links />);
	};
	return { asked, press, view };
}

describe("useBoardKeys", () => {
	it("walks with the arrows and moves nothing", () => {
		const { asked, press } = open();
		press("ArrowDown");
		press("ArrowRight");
		expect(asked.focus).toEqual(["PAY-2", "PAY-3"]);
		expect(asked.sent).toEqual([]);
	});
	it("moves at once with Shift and an arrow, and says where the card is", () => {
		const { asked, press } = open();
		press("ArrowRight", true);
		expect(asked.sent).toEqual([{ key: "PAY-1", state: "in_progress", after: null, before: "PAY-3" }]);
		expect(asked.said).toEqual([{ code: "moved", key: "PAY-1", state: "in_progress", position: 1, count: 2 }]);
	});
	it("sends a picked card only when it is set down", () => {
		const { asked, press } = open();
		press(" ");
		press("ArrowRight");
		expect(asked.sent).toEqual([]);
		press(" ");
		expect(asked.sent).toEqual([{ key: "PAY-1", state: "in_progress", after: null, before: "PAY-3" }]);
		expect(asked.said.map(({ code }) => code)).toEqual(["picked", "moved", "dropped"]);
		expect(asked.held).toEqual([true, false]);
	});
	it("puts a picked card back on Escape and sends nothing", () => {
		const { asked, press } = open();
		press(" ");
		press("ArrowDown");
		press("Escape");
		press(" ");
		press(" ");
		expect(asked.sent).toEqual([]);
		expect(asked.said.map(({ code }) => code)).toEqual(["picked", "moved", "cancelled", "picked", "cancelled"]);
	});
	it("says so at an edge, and opens the menu with m", () => {
		const { asked, press } = open();
		press("ArrowLeft", true);
		press("m");
		expect(asked.said).toEqual([{ code: "edge", key: "PAY-1" }]);
		expect(asked.menus).toEqual(["PAY-1"]);
	});
	it("leaves the keys of buttons and the browser's own alone", () => {
		const { asked, view } = open();
		fireEvent.keyDown(view.getByText("menu"), { key: "ArrowDown" });
		fireEvent.keyDown(view.getByText("PAY-1"), { key: "ArrowDown", ctrlKey: true });
		expect(asked.focus).toEqual([]);
	});
});
