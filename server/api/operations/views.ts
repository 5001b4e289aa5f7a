import { z } from "@hono/zod-openapi";
import { getCommit } from "#server/views/commits/get-commit.ts";
import { commitViewSchema } from "#server/views/commits/schema.ts";
import { getHome } from "#server/views/home/get-home.ts";
import { homeSchema } from "#server/views/home/schema.ts";
import { getTeam } from "#server/views/teams/get-team.ts";
import { teamViewSchema } from "#server/views/teams/schema.ts";
import { type Operation, operation } from "../operation.ts";

export const viewOperations: Operation[] = [
	operation({
		method: "get",
		path: "/home",
		action: "self.read",
		tag: "Home",
		summary: "What needs you now, most urgent first, and the sprints of your teams",
		response: homeSchema,
		run: ({ actor }) => getHome(actor),
	}),
	operation({
		method: "get",
		path: "/teams/{team}",
		action: "access.read",
		tag: "Access",
		summary: "One team with its people, services and running sprint",
		params: z.object({ team: z.string().min(1).max(100) }),
		response: teamViewSchema,
		run: ({ actor, params }) => getTeam(actor, params.team),
	}),
	operation({
		method: "get",
		path: "/commits/{sha}",
		action: "pipelines.read",
		tag: "Pipelines",
		summary: "One commit: its items, runs, images, and where it runs",
		params: z.object({ sha: z.string().regex(/^[0-9a-f]{7,64}$/) }),
		response: commitViewSchema,
		run: ({ actor, params }) => getCommit(actor, params.sha),
	}),
];
