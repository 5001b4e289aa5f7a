"use client";

import { useTranslations } from "next-intl";
import { useId, useMemo, useState } from "react";
import type { Item, ItemState } from "#server/planning/schema.ts";
import { BoardDrag } from "./board-drag.tsx";
import { type LaneKind, layOut } from "./board-grid.ts";
import { BoardLane } from "./board-lane.tsx";
import { shiftCard } from "./board-steps.ts";
import type { DropSpot } from "./drop-spot.ts";
import { moveTo } from "./place-card.ts";
import { type BoardSaying, useBoardKeys } from "./use-board-keys.ts";
import { useBoardMoves } from "./use-board-moves.ts";
import { useCardFocus } from "./use-card-focus.ts";

type Props = { items: readonly Item[]; columns: readonly ItemState[]; lanes: LaneKind };

/** Cards in columns, moved by mouse, touch, keyboard or menu. */
export function Board({ items, columns, lanes: laneKind }: Props) {
	const t = useTranslations("planning");
	const hintId = useId();
	const [said, setSaid] = useState("");
	const [spot, setSpot] = useState<DropSpot | null>(null);
	const moves = useBoardMoves(items, (text) => setSaid(text));
	const lanes = useMemo(() => layOut(moves.shown, columns, laneKind), [moves.shown, columns, laneKind]);
	const grid = lanes.map(({ cells }) => ({
		cells: cells.map(({ state, cards }) => ({ state, keys: cards.map(({ key }) => key) })),
	}));
	const { container, current, focus, openMenu } = useCardFocus(
		grid.flatMap(({ cells }) => cells.flatMap((cell) => cell.keys)),
		moves.shown,
	);
	const say = (saying: BoardSaying) =>
		setSaid(t(`board.said.${saying.code}`, { ...saying, column: "state" in saying ? t(`state.${saying.state}`) : "" }));
	const keys = useBoardKeys({ ...moves, grid, focus, openMenu, say });
	const drop = ({ key, ...to }: DropSpot) => {
		const found = lanes.find(({ id }) => id === to.lane)?.cells.find(({ state }) => state === to.state);
		if (!found) return;
		const column = found.cards.map((card) => card.key);
		moves.send(moveTo({ key, state: to.state }, column, to.index));
		const count = column.includes(key) ? column.length : column.length + 1;
		say({ code: "dropped", key, state: to.state, position: to.index + 1, count });
	};
	const step = (key: string, direction: "up" | "down") => {
		const move = shiftCard(grid, key, direction);
		if (move) moves.send(move);
	};
	return (
		<BoardDrag
			items={items}
			setSpot={setSpot}
			onLift={() => {
				keys.letGo();
				moves.hold(true);
			}}
			onDrop={drop}
			onEnd={() => moves.hold(false)}
		>
			<p id={hintId} className="sr-only">
				{t("board.hint")}
			</p>
			<p role="status" className="sr-only">
				{said}
			</p>
			{/* biome-ignore lint/a11y/noStaticElementInteractions: the cards' links take the keys; they are heard where they meet. */}
			<div
				ref={container}
				onKeyDown={keys.onKeyDown}
				className="relative -mx-5 overflow-x-auto px-5 pb-4 max-md:-mx-3 max-md:snap-x max-md:px-3"
			>
				{lanes.map((lane) => (
					<BoardLane
						key={lane.id}
						lane={lane}
						kind={laneKind}
						columns={columns}
						spot={spot?.lane === lane.id ? spot : null}
						card={{ current, picked: keys.picked, hintId, focus, send: moves.send, step }}
					/>
				))}
			</div>
		</BoardDrag>
	);
}
