"use client";

import { Accessibility } from "@dnd-kit/dom";
import { DragDropProvider, DragOverlay, PointerSensor } from "@dnd-kit/react";
import { useTranslations } from "next-intl";
import { useId, useMemo, useState } from "react";
import type { Item, ItemState } from "#server/planning/schema.ts";
import { BoardCell } from "./board-cell.tsx";
import { type LaneKind, layOut } from "./board-grid.ts";
import { shiftCard } from "./board-steps.ts";
import { CardFace } from "./card-face.tsx";
import { type DropSpot, dropSpotAt } from "./drop-spot.ts";
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
	const drop = (key: string, to: DropSpot) => {
		const column = lanes.find(({ id }) => id === to.lane)?.cells.find(({ state }) => state === to.state);
		if (!column) return;
		moves.send(
			moveTo(
				{ key, state: to.state },
				column.cards.map((card) => card.key),
				to.index,
			),
		);
		setSaid(
			t("board.said.dropped", {
				key,
				column: t(`state.${to.state}`),
				position: to.index + 1,
				count: column.cards.length,
			}),
		);
	};
	const step = (key: string, direction: "up" | "down") => {
		const move = shiftCard(grid, key, direction);
		if (move) moves.send(move);
	};
	return (
		<DragDropProvider
			sensors={[PointerSensor]}
			plugins={(defaults) => defaults.filter((plugin) => plugin !== Accessibility) as typeof defaults}
			onDragStart={() => {
				keys.letGo();
				moves.hold(true);
			}}
			onDragMove={({ operation, nativeEvent }) => {
				const key = operation.source?.id;
				setSpot(nativeEvent instanceof PointerEvent ? dropSpotAt(nativeEvent, String(key)) : null);
			}}
			onDragEnd={({ operation, canceled }) => {
				const key = operation.source?.id;
				if (!canceled && spot && key !== undefined) drop(String(key), spot);
				setSpot(null);
				moves.hold(false);
			}}
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
				className="-mx-5 overflow-x-auto px-5 pb-4 max-md:-mx-3 max-md:snap-x max-md:px-3"
			>
				{lanes.map((lane) => (
					<section
						key={lane.id}
						aria-label={laneKind === "none" ? t("board.title") : (lane.name ?? t(`board.without.${laneKind}`))}
					>
						{laneKind !== "none" && (
							<h2 className="sticky left-0 pt-3 pb-1.5 font-medium text-sm">
								{lane.name ?? t(`board.without.${laneKind}`)}
							</h2>
						)}
						<div
							className="grid gap-2.5"
							style={{ gridTemplateColumns: `repeat(${columns.length}, minmax(min(248px, 78vw), 1fr))` }}
						>
							{lane.cells.map((cell) => (
								<BoardCell
									key={cell.state}
									lane={lane.id}
									cell={cell}
									columns={columns}
									spot={spot?.lane === lane.id && spot.state === cell.state ? spot : null}
									card={{ current, picked: keys.picked, hintId, focus, send: moves.send, step }}
								/>
							))}
						</div>
					</section>
				))}
			</div>
			<DragOverlay dropAnimation={null}>
				{(source) => {
					const item = items.find(({ key }) => key === source.id);
					return item ? (
						<div className="rotate-1 rounded-md border border-accent bg-raised px-2.5 py-2 shadow-(--shadow)">
							<CardFace item={item}>{item.title}</CardFace>
						</div>
					) : null;
				}}
			</DragOverlay>
		</DragDropProvider>
	);
}
