import { z } from "@hono/zod-openapi";
import { addOverride } from "#server/access/on-call/add-override.ts";
import { getOnCall } from "#server/access/on-call/get-on-call.ts";
import { removeOverride } from "#server/access/on-call/remove-override.ts";
import { removeRota } from "#server/access/on-call/remove-rota.ts";
import { addOverrideSchema, onCallSchema, setRotaSchema } from "#server/access/on-call/schema.ts";
import { setRota } from "#server/access/on-call/set-rota.ts";
import { type Operation, operation } from "../operation.ts";

const tag = "On call";
const team = z.object({ team: z.string().min(1).max(200) });

export const onCallOperations: Operation[] = [
	operation({
		method: "get",
		path: "/teams/{team}/on-call",
		action: "access.read",
		tag,
		summary: "A team's rota: who is on call now, the next handovers, overrides",
		params: team,
		response: onCallSchema,
		run: ({ actor, params }) => getOnCall(actor, params.team),
	}),
	operation({
		method: "put",
		path: "/teams/{team}/on-call",
		action: "on-call.manage",
		tag,
		summary: "Set a team's rota; handovers stay at their local time when the clocks change",
		params: team,
		body: setRotaSchema,
		response: z.object({}),
		run: async ({ actor, params, body }) => {
			await setRota(actor, params.team, body);
			return {};
		},
	}),
	operation({
		method: "delete",
		path: "/teams/{team}/on-call",
		action: "on-call.manage",
		tag,
		summary: "Take a team's rota away, with its overrides",
		params: team,
		response: z.object({}),
		run: async ({ actor, params }) => {
			await removeRota(actor, params.team);
			return {};
		},
	}),
	operation({
		method: "post",
		path: "/teams/{team}/on-call/overrides",
		action: "on-call.manage",
		tag,
		summary: "Put somebody else on call for a while, or nobody",
		params: team,
		body: addOverrideSchema,
		response: z.object({ id: z.string() }),
		status: 201,
		run: ({ actor, params, body }) => addOverride(actor, params.team, body),
	}),
	operation({
		method: "delete",
		path: "/on-call-overrides/{id}",
		action: "on-call.manage",
		tag,
		summary: "Take an override away; the rota counts again",
		params: z.object({ id: z.uuid() }),
		response: z.object({}),
		run: async ({ actor, params }) => {
			await removeOverride(actor, params.id);
			return {};
		},
	}),
];
