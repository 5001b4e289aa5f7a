import { z } from "@hono/zod-openapi";
import { createItem } from "#server/planning/create-item.ts";
import { editItem } from "#server/planning/edit-item.ts";
import { getBoard } from "#server/planning/get-board.ts";
import { getItem } from "#server/planning/get-item.ts";
import { getSprint } from "#server/planning/get-sprint.ts";
import { itemFilterSchema, listItems } from "#server/planning/list-items.ts";
import { listSprints } from "#server/planning/list-sprints.ts";
import { closeSprint, createSprint, startSprint } from "#server/planning/manage-sprint.ts";
import { moveItem } from "#server/planning/move-item.ts";
import {
	itemDetailSchema,
	itemEditSchema,
	itemMoveSchema,
	itemSchema,
	newItemSchema,
	newSprintSchema,
	sprintDetailSchema,
	sprintSchema,
	triageSchema,
} from "#server/planning/schema.ts";
import { triageItem } from "#server/planning/triage-item.ts";
import { type Operation, operation, pageOf } from "../operation.ts";

const tag = "Planning";
const byKey = z.object({ key: z.string().min(1).max(30) });
const byId = z.object({ id: z.uuid() });
const byTeam = z.object({ team: z.string().min(1).max(100) });

export const planningOperations: Operation[] = [
	operation({
		method: "get",
		path: "/items",
		action: "planning.read",
		tag,
		summary: "Items, newest first",
		query: itemFilterSchema,
		response: pageOf(itemSchema),
		run: ({ actor, query }) => listItems(actor, query),
	}),
	operation({
		method: "post",
		path: "/items",
		action: "item.create",
		tag,
		summary: "Write an item",
		body: newItemSchema,
		response: z.object({ id: z.uuid(), key: z.string() }),
		status: 201,
		run: ({ actor, body }) => createItem(actor, body),
	}),
	operation({
		method: "get",
		path: "/items/{key}",
		action: "planning.read",
		tag,
		summary: "One item with its history",
		params: byKey,
		response: itemDetailSchema,
		run: ({ actor, params }) => getItem(actor, params.key),
	}),
	operation({
		method: "patch",
		path: "/items/{key}",
		action: "item.edit",
		tag,
		summary: "Change an item; send the version you saw",
		params: byKey,
		body: itemEditSchema,
		response: z.object({ version: z.number() }),
		run: ({ actor, params, body }) => editItem(actor, params.key, body),
	}),
	operation({
		method: "post",
		path: "/items/{key}/move",
		action: "item.edit",
		tag,
		summary: "Put a card into a column, between two others",
		params: byKey,
		body: itemMoveSchema,
		response: z.object({ state: z.string(), rank: z.string() }),
		run: ({ actor, params, body }) => moveItem(actor, params.key, body),
	}),
	operation({
		method: "post",
		path: "/items/{key}/triage",
		action: "item.triage",
		tag,
		summary: "Accept, snooze, decline or merge an arrival from production",
		params: byKey,
		body: triageSchema,
		response: z.object({ triage: z.string() }),
		run: ({ actor, params, body }) => triageItem(actor, params.key, body),
	}),
	operation({
		method: "get",
		path: "/teams/{team}/board",
		action: "planning.read",
		tag,
		summary: "The board of a team's running sprint, or of the one named",
		params: byTeam,
		query: z.object({ sprint: z.uuid().optional() }),
		response: z.object({ sprint: sprintSchema.nullable(), items: z.array(itemSchema) }),
		run: ({ actor, params, query }) => getBoard(actor, params.team, query.sprint ?? null),
	}),
	operation({
		method: "get",
		path: "/teams/{team}/sprints",
		action: "planning.read",
		tag,
		summary: "A team's sprints, newest first",
		params: byTeam,
		response: z.object({ items: z.array(sprintSchema) }),
		run: async ({ actor, params }) => ({ items: await listSprints(actor, params.team) }),
	}),
	operation({
		method: "post",
		path: "/sprints",
		action: "sprint.manage",
		tag,
		summary: "Plan a sprint",
		body: newSprintSchema,
		response: z.object({ id: z.uuid() }),
		status: 201,
		run: ({ actor, body }) => createSprint(actor, body),
	}),
	operation({
		method: "get",
		path: "/sprints/{id}",
		action: "planning.read",
		tag,
		summary: "A sprint with its burndown",
		params: byId,
		response: sprintDetailSchema,
		run: ({ actor, params }) => getSprint(actor, params.id),
	}),
	operation({
		method: "post",
		path: "/sprints/{id}/start",
		action: "sprint.manage",
		tag,
		summary: "Start a sprint; its commitment is frozen",
		params: byId,
		response: z.object({ state: z.string() }),
		run: ({ actor, params }) => startSprint(actor, params.id),
	}),
	operation({
		method: "post",
		path: "/sprints/{id}/close",
		action: "sprint.manage",
		tag,
		summary: "Close a sprint; its burndown is frozen and what is unfinished moves",
		params: byId,
		body: z.strictObject({ moveTo: z.uuid().nullable().default(null) }),
		response: z.object({ carriedOver: z.number() }),
		run: ({ actor, params, body }) => closeSprint(actor, params.id, body.moveTo),
	}),
];
