"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { toast } from "#components/ui/toast.ts";
import type { Item } from "#server/planning/schema.ts";
import { moveItem } from "../queries.ts";
import { type CardMove, placeCard } from "./place-card.ts";

type Pending = { id: number; move: CardMove };
let nextId = 0;

/**
 * The cards as they should be seen: what the server said, with the moves on their way already done.
 * A refused move is taken back and said. `hold` keeps the cards as they are while one of them is in the hand.
 */
export function useBoardMoves(items: readonly Item[], onRefused: (text: string) => void) {
	const client = useQueryClient();
	const problemText = useProblemText();
	const [pending, setPending] = useState<Pending[]>([]);
	const [held, setHeld] = useState<readonly Item[] | null>(null);
	const [draft, setDraft] = useState<CardMove | null>(null);
	const shown = useMemo(() => {
		const moves = [...pending.map(({ move }) => move), ...(draft ? [draft] : [])];
		return moves.reduce<readonly Item[]>((cards, move) => placeCard(cards, move), held ?? items);
	}, [items, held, pending, draft]);
	const { mutate } = useMutation({
		// One after the other, so that a later move finds its neighbours where the earlier ones put them.
		scope: { id: "board" },
		mutationFn: ({ move: { key, ...place } }: Pending) => moveItem(key, place),
		onError: (error) => {
			const text = problemText(error);
			toast.error(text);
			onRefused(text);
		},
		onSettled: async (_answer, _error, { id }) => {
			await client.invalidateQueries({ queryKey: ["api"] });
			setPending((all) => all.filter((one) => one.id !== id));
		},
	});
	const send = (move: CardMove) => {
		const one = { id: ++nextId, move };
		setPending((all) => [...all, one]);
		mutate(one);
	};
	return {
		shown,
		send,
		/** A move that is only shown until it is sent or dropped. */
		draft,
		setDraft,
		hold: (on: boolean) => setHeld(on ? items : null),
	};
}
