"use client";

import { Accessibility } from "@dnd-kit/dom";
import { DragDropProvider, DragOverlay, PointerSensor } from "@dnd-kit/react";
import type { ReactNode } from "react";
import type { Item } from "#server/planning/schema.ts";
import { CardFace } from "./card-face.tsx";
import { type DropSpot, dropSpotAt } from "./drop-spot.ts";

// A card is dragged by its whole face, which is a link; only its menu is not a handle.
const sensors = [
	PointerSensor.configure({
		preventActivation: ({ target }) => target instanceof Element && target.closest("[data-card-menu]") !== null,
	}),
];

type Props = {
	items: readonly Item[];
	setSpot: (spot: DropSpot | null) => void;
	onLift: () => void;
	onDrop: (spot: DropSpot) => void;
	onEnd: () => void;
	children: ReactNode;
};

/**
 * Carries cards by mouse and touch. Only the pointer's part of dnd-kit is in use: keys and what screen readers hear are the board's own.
 */
export function BoardDrag({ items, setSpot, onLift, onDrop, onEnd, children }: Props) {
	return (
		<DragDropProvider
			sensors={sensors}
			plugins={(defaults) => defaults.filter((plugin) => plugin !== Accessibility)}
			onDragStart={onLift}
			onDragMove={({ operation, nativeEvent }) => setSpot(spotOf(nativeEvent, operation.source?.id))}
			onDragEnd={({ operation, nativeEvent, canceled }) => {
				const spot = spotOf(nativeEvent, operation.source?.id);
				if (!canceled && spot) onDrop(spot);
				setSpot(null);
				onEnd();
			}}
		>
			{children}
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

const spotOf = (event: Event | undefined, key: string | number | undefined): DropSpot | null =>
	event instanceof PointerEvent && key !== undefined ? dropSpotAt(event, String(key)) : null;
