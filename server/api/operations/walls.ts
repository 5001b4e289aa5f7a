import { z } from "@hono/zod-openapi";
import { createWall } from "#server/access/create-wall.ts";
import { listWalls } from "#server/access/list-walls.ts";
import { revokeWall } from "#server/access/revoke-wall.ts";
import { newWallSchema, wallItemSchema } from "#server/access/schema.ts";
import { type Operation, operation } from "../operation.ts";

const tag = "Wall screens";

export const wallOperations: Operation[] = [
	operation({
		method: "get",
		path: "/walls",
		action: "access.read",
		tag,
		summary: "List wall screens",
		query: z.object({ team: z.string().max(100).optional() }),
		response: z.object({ items: z.array(wallItemSchema) }),
		run: async ({ actor, query }) => ({ items: await listWalls(actor, query.team) }),
	}),
	operation({
		method: "post",
		path: "/walls",
		action: "wall.manage",
		tag,
		summary: "Create a wall screen; its address is told once",
		body: newWallSchema,
		response: z.object({ id: z.string(), url: z.string() }),
		answerIsSecret: true,
		status: 201,
		run: ({ actor, body }) => createWall(actor, body),
	}),
	operation({
		method: "delete",
		path: "/walls/{id}",
		action: "wall.manage",
		tag,
		summary: "Revoke a wall screen",
		params: z.object({ id: z.uuid() }),
		response: z.object({ ok: z.literal(true) }),
		run: ({ actor, params }) => revokeWall(actor, params.id),
	}),
];
