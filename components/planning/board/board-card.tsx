"use client";

import { useDraggable } from "@dnd-kit/react";
import { clsx } from "clsx";
import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Ref } from "react";
import { Menu, MenuGroup, MenuItem, MenuLine } from "#components/ui/menu.tsx";
import type { Item, ItemState } from "#server/planning/schema.ts";
import { CardFace } from "./card-face.tsx";

type Props = {
	item: Item;
	columns: readonly ItemState[];
	/** The one card that Tab reaches. */
	reachable: boolean;
	picked: boolean;
	hintId: string;
	onFocus: () => void;
	onMoveTo: (state: ItemState) => void;
	onStep: (direction: "up" | "down") => void;
};

/** A card of the board: its whole face opens the item, it can be dragged, and its menu moves it without dragging. */
export function BoardCard({ item, columns, reachable, picked, hintId, onFocus, onMoveTo, onStep }: Props) {
	const { ref, isDragging } = useDraggable({ id: item.key });
	return (
		<li
			ref={ref as Ref<HTMLLIElement>}
			data-card={item.key}
			className={clsx(
				"group relative rounded-md border bg-raised px-2.5 py-2 transition-shadow duration-120 hover:border-line-strong has-[[data-card-link]:focus-visible]:border-accent",
				isDragging && "opacity-40",
				picked && "border-accent shadow-(--shadow) ring-2 ring-accent",
			)}
		>
			<CardFace item={item}>
				<Link
					href={`/items/${item.key}`}
					data-card-link={item.key}
					draggable={false}
					tabIndex={reachable ? 0 : -1}
					onFocus={onFocus}
					aria-describedby={hintId}
					className="line-clamp-3 outline-none after:absolute after:inset-0 after:rounded-md"
				>
					<span className="sr-only">{item.key} </span>
					{item.title}
				</Link>
			</CardFace>
			<CardMenu item={item} columns={columns} reachable={reachable} onMoveTo={onMoveTo} onStep={onStep} />
		</li>
	);
}

type MenuProps = Pick<Props, "item" | "columns" | "reachable" | "onMoveTo" | "onStep">;

function CardMenu({ item, columns, reachable, onMoveTo, onStep }: MenuProps) {
	const t = useTranslations("planning");
	return (
		<div className="absolute top-1 right-1">
			<Menu
				align="end"
				trigger={
					<button
						type="button"
						data-card-menu={item.key}
						tabIndex={reachable ? 0 : -1}
						aria-label={t("board.menuOf", { key: item.key })}
						className="inline-flex size-6 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-text max-md:size-8"
					>
						<Ellipsis aria-hidden size={14} />
					</button>
				}
			>
				<MenuGroup label={t("board.moveTo")} value={item.state}>
					{columns.map((state) => (
						<MenuItem key={state} checked={state === item.state} onSelect={() => onMoveTo(state)}>
							{t(`state.${state}`)}
						</MenuItem>
					))}
				</MenuGroup>
				<MenuLine />
				<MenuItem onSelect={() => onStep("up")}>{t("board.moveUp")}</MenuItem>
				<MenuItem onSelect={() => onStep("down")}>{t("board.moveDown")}</MenuItem>
			</Menu>
		</div>
	);
}
