import { z } from "@hono/zod-openapi";
import { changePreferences } from "#server/access/change-preferences.ts";
import { checkAuditChain } from "#server/access/check-audit-chain.ts";
import { createApiToken } from "#server/access/create-api-token.ts";
import { getMe } from "#server/access/get-me.ts";
import { listApiTokens } from "#server/access/list-api-tokens.ts";
import { listAudit } from "#server/access/list-audit.ts";
import { listPermissions } from "#server/access/list-permissions.ts";
import { listSessions } from "#server/access/list-sessions.ts";
import { listTeams } from "#server/access/list-teams.ts";
import { revokeApiToken } from "#server/access/revoke-api-token.ts";
import { revokeSession } from "#server/access/revoke-session.ts";
import {
	auditEntrySchema,
	chainCheckSchema,
	createdTokenSchema,
	meSchema,
	newTokenSchema,
	permissionSchema,
	preferencesSchema,
	sessionSchema,
	teamListSchema,
	tokenSchema,
} from "#server/access/schema.ts";
import { type Operation, operation, pageOf, pageQuery } from "../operation.ts";

const okSchema = z.object({ ok: z.literal(true) });
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
	operation({
		method: "get",
		path: "/me/permissions",
		action: "self.read",
		tag,
		summary: "What one may do, row by row of the policy table",
		response: z.object({ items: z.array(permissionSchema) }),
		run: async ({ actor }) => ({ items: listPermissions(actor) }),
	}),
	operation({
		method: "get",
		path: "/me/tokens",
		action: "self.read",
		tag,
		summary: "List one's own API tokens",
		response: z.object({ items: z.array(tokenSchema) }),
		run: async ({ actor }) => ({ items: await listApiTokens(actor) }),
	}),
	operation({
		method: "post",
		path: "/me/tokens",
		action: "self.manage",
		tag,
		summary: "Create an API token; its secret is told once",
		body: newTokenSchema,
		response: createdTokenSchema,
		answerIsSecret: true,
		status: 201,
		run: ({ actor, body }) => createApiToken(actor, body),
	}),
	operation({
		method: "delete",
		path: "/me/tokens/{id}",
		action: "self.manage",
		tag,
		summary: "Revoke an API token",
		params: z.object({ id: z.uuid() }),
		response: okSchema,
		run: ({ actor, params }) => revokeApiToken(actor, params.id),
	}),
	operation({
		method: "get",
		path: "/me/sessions",
		action: "self.read",
		tag,
		summary: "List one's own sessions",
		response: z.object({ items: z.array(sessionSchema) }),
		run: async ({ actor }) => ({ items: await listSessions(actor) }),
	}),
	operation({
		method: "delete",
		path: "/me/sessions/{id}",
		action: "self.manage",
		tag,
		summary: "End one of one's own sessions",
		params: z.object({ id: z.uuid() }),
		response: okSchema,
		run: ({ actor, params }) => revokeSession(actor, params.id),
	}),
	operation({
		method: "get",
		path: "/audit",
		action: "audit.read",
		tag,
		summary: "List audit lines, newest first",
		query: z.object({
			...pageQuery,
			actor: z.string().max(100).optional(),
			action: z.string().max(100).optional(),
			outcome: z.enum(["done", "refused"]).optional(),
			subject: z.string().max(200).optional(),
		}),
		response: pageOf(auditEntrySchema),
		run: ({ query }) => listAudit(query),
	}),
	operation({
		method: "get",
		path: "/audit/chain",
		action: "audit.read",
		tag,
		summary: "Verify the hash chain over the newest audit lines",
		response: chainCheckSchema,
		run: () => checkAuditChain(),
	}),
];
