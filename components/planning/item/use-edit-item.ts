"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem } from "#components/api/problem.ts";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { toast } from "#components/ui/toast.ts";
import type { ItemDetail, ItemEdit } from "#server/planning/schema.ts";
import { editItem } from "../queries.ts";

export type Edit = Omit<ItemEdit, "version">;

/**
 * Saves parts of an item against the version that is shown. When somebody else was first, nothing is written, what was
 * typed is kept as `conflict`, and the newer item is read. `save` answers whether it was written.
 */
export function useEditItem(item: ItemDetail) {
	const client = useQueryClient();
	const text = useProblemText();
	const [conflict, setConflict] = useState<Edit | null>(null);
	const save = async (edit: Edit): Promise<boolean> => {
		try {
			await editItem({ key: item.key, edit: { ...edit, version: item.version } });
			setConflict(null);
			return true;
		} catch (error) {
			if (asProblem(error).code === "item-changed") setConflict((before) => ({ ...before, ...edit }));
			else toast.error(text(error));
			return false;
		} finally {
			await client.invalidateQueries({ queryKey: ["api"] });
		}
	};
	return { save, conflict, drop: () => setConflict(null) };
}
