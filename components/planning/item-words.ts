import type { Item, ItemState } from "#server/planning/schema.ts";

/** Columns of the board, in their order. */
export const itemStates: readonly ItemState[] = ["backlog", "todo", "in_progress", "in_review", "done"];
export const itemTypes: readonly Item["type"][] = ["feature", "bug", "debt", "incident", "security"];
export const priorities: readonly Item["priority"][] = ["urgent", "high", "medium", "low"];
