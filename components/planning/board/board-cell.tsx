"use client";

import { useTranslations } from "next-intl";
import { Fragment, useId } from "react";
import type { Item, ItemState } from "#server/planning/schema.ts";
import { BoardCard } from "./board-card.tsx";
import type { CardMove } from "./place-card.ts";

/** What the cards of a board share: which is reachable and which is in the hand, and how they move. */
export type CardWiring = {
	current: string | null;
	picked: string | null;
	hintId: string;
	focus: (key: string) => void;
	send: (move: CardMove) => void;
	step: (key: string, direction: "up" | "down") => void;
};

type Props = {
	lane: string;
	cell: { state: ItemState; cards: Item[] };
	columns: readonly ItemState[];
	/** The place among the other cards where the one in the hand would go. */
	spot: { key: string; index: number } | null;
	card: CardWiring;
};

/** A column of the board within a lane. */
export function BoardCell({ lane, cell, columns, spot, card }: Props) {
	const t = useTranslations("planning");
	const titleId = useId();
	const others = cell.cards.filter(({ key }) => key !== spot?.key);
	const markedKey = spot ? (others[spot.index]?.key ?? null) : null;
	const points = cell.cards.reduce((sum, { estimate }) => sum + (estimate ?? 0), 0);
	return (
		<div
			data-cell={cell.state}
			data-lane={lane}
			className={`flex min-h-24 snap-start flex-col rounded-lg bg-surface p-1.5 ${spot === null ? "" : "ring-1 ring-accent"}`}
		>
			<h3 id={titleId} className="flex items-baseline gap-2 px-1.5 pt-0.5 pb-2 text-muted text-xs">
				<span className="font-medium text-text">{t(`state.${cell.state}`)}</span>
				<span>{cell.cards.length}</span>
				{points > 0 && <span className="ml-auto">{t("points", { count: points })}</span>}
			</h3>
			<ul aria-labelledby={titleId} className="flex flex-1 flex-col gap-1.5">
				{cell.cards.map((item) => (
					<Fragment key={item.key}>
						{markedKey === item.key && <Marker />}
						<BoardCard
							item={item}
							columns={columns}
							reachable={item.key === card.current}
							picked={item.key === card.picked}
							hintId={card.hintId}
							onFocus={() => item.key !== card.current && card.focus(item.key)}
							onMoveTo={(state) => card.send({ key: item.key, state, after: null, before: null })}
							onStep={(direction) => card.step(item.key, direction)}
						/>
					</Fragment>
				))}
				{spot && markedKey === null && <Marker />}
			</ul>
		</div>
	);
}

const Marker = () => <li aria-hidden className="h-0.5 rounded-full bg-accent" />;
