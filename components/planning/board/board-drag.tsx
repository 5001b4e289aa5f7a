"use client";

import { Accessibility } from "@dnd-kit/dom";
import { DragDropProvider, DragOverlay, PointerSensor } from "@dnd-kit/react";
import type { ReactNode } from "react";
import type { Item } from "#server/planning/schema.ts";
import { CardFace } from "./card-face.tsx";
import { type DropSpot, dropSpotAt } from "./drop-spot.ts";

type Props = {
	items: readonly Item[];
	spot: DropSpot | null;
	setSpot: (spot: DropSpot | null) => void;
	onLift: () => void;
	onDrop: (spot: DropSpot) => void;
	onEnd: () => void;
	children: ReactNode;
};

/**
 * Carries cards by mouse and touch. Only the pointer's part of dnd-kit is in use: keys and what screen readers hear are the board's own.
 */
export function BoardDrag({ items, spot, setSpot, onLift, onDrop, onEnd, children }: Props) {
	return (
		<DragDropProvider
			sensors={[PointerSensor]}
			plugins={(defaults) => defaults.filter((plugin) => plugin !== Accessibility)}
			onDragStart={onLift}
			onDragMove={({ operation, nativeEvent }) => {
				const key = operation.source?.id;
				setSpot(nativeEvent instanceof PointerEvent && key !== undefined ? dropSpotAt(nativeEvent, String(key)) : null);
			}}
			onDragEnd={({ canceled }) => {
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
