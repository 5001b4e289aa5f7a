import { z } from "@hono/zod-openapi";
import { addConnection } from "#server/connections/add-connection.ts";
import { listConnections } from "#server/connections/list-connections.ts";
import { removeConnection } from "#server/connections/remove-connection.ts";
import { connectionListSchema, newConnectionSchema, testResultSchema } from "#server/connections/schema.ts";
import { testConnection } from "#server/connections/test-connection.ts";
import { type Operation, operation } from "../operation.ts";

const tag = "Connections";
const params = z.object({ id: z.uuid() });

export const connectionsOperations: Operation[] = [
	operation({
		method: "get",
		path: "/connections",
		action: "connections.read",
		tag,
		summary: "List outside systems with their health",
		response: connectionListSchema,
		run: () => listConnections(),
	}),
	operation({
		method: "post",
		path: "/connections",
		action: "connection.manage",
		tag,
		summary: "Connect an outside system",
		body: newConnectionSchema,
		response: z.object({ id: z.string() }),
		status: 201,
		run: ({ actor, body }) => addConnection(actor, body),
	}),
	operation({
		method: "post",
		path: "/connections/{id}/test",
		action: "connection.manage",
		tag,
		summary: "Reach an outside system now",
		params,
		response: testResultSchema,
		run: ({ actor, params: { id } }) => testConnection(actor, id),
	}),
	operation({
		method: "delete",
		path: "/connections/{id}",
		action: "connection.manage",
		tag,
		summary: "Take a connection away",
		params,
		response: z.object({ ok: z.literal(true) }),
		run: ({ actor, params: { id } }) => removeConnection(actor, id),
	}),
];
