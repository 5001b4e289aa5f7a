"use client";

import { useTranslations } from "next-intl";
import type { ItemState } from "#server/planning/schema.ts";
import { BoardCell, type CardWiring } from "./board-cell.tsx";
import type { Lane, LaneKind } from "./board-grid.ts";
import type { DropSpot } from "./drop-spot.ts";

type Props = {
	lane: Lane;
	kind: LaneKind;
	columns: readonly ItemState[];
	spot: DropSpot | null;
	card: CardWiring;
};

/** A lane of the board: its name, and its columns side by side. */
export function BoardLane({ lane, kind, columns, spot, card }: Props) {
	const t = useTranslations("planning.board");
	const name = lane.name ?? t(`without.${kind}`);
	return (
		<section aria-label={name}>
			{kind !== "none" && <h2 className="sticky left-0 pt-3 pb-1.5 font-medium text-sm">{name}</h2>}
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
						spot={spot?.state === cell.state ? spot : null}
						card={card}
					/>
				))}
			</div>
		</section>
	);
}
