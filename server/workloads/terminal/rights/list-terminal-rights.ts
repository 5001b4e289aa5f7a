import { authorize } from "#server/access/authorize.ts";
import { decide } from "#server/access/decide.ts";
import { actorRefSchema } from "#server/deployments/schema.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { TerminalRights } from "../schema.ts";

/** For which teams terminals are switched on, environment by environment. */
export async function listTerminalRights(actor: Actor): Promise<TerminalRights> {
	await authorize(actor, "access.read", { subject: { kind: "terminal-rights", id: "*" } });
	const rows = await db().terminalRight.findMany({
		include: { team: true, environment: true },
		orderBy: [{ environment: { rank: "asc" } }, { team: { title: "asc" } }],
		take: 1_000,
	});
	return {
		mayManage: decide(actor, "access.manage", { teamId: null }).allowed,
		items: rows.map(({ team, environment, allowedBy, allowedAt }) => ({
			environment: environment.name,
			team: { name: team.name, title: team.title },
			allowedBy: actorRefSchema.parse(allowedBy),
			allowedAt: allowedAt.toISOString(),
		})),
	};
}
