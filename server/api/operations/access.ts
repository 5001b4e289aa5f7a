import { z } from "@hono/zod-openapi";
import { changePreferences } from "#server/access/change-preferences.ts";
import { getMe } from "#server/access/get-me.ts";
import { listTeams } from "#server/access/list-teams.ts";
import { meSchema, preferencesSchema, teamListSchema } from "#server/access/schema.ts";
import { type Operation, operation, pageQuery } from "../operation.ts";

const tag = "Access";

export const accessOperations: Operation[] = [
	operation({
		method: "get",
		path: "/me",
		action: "self.read",
		tag,
		summary: "Who is signed in",
		response: meSchema,
		run: ({ actor }) => getMe(actor),
	}),
	operation({
		method: "patch",
		path: "/me",
		action: "self.manage",
		tag,
		summary: "Change one's own language and theme",
		body: preferencesSchema,
		response: meSchema,
		run: ({ actor, body }) => changePreferences(actor, body),
	}),
	operation({
		method: "get",
		path: "/teams",
		action: "access.read",
		tag,
		summary: "List teams",
		query: z.object(pageQuery),
		response: teamListSchema,
		run: ({ actor, query }) => listTeams(actor, query),
	}),
];
