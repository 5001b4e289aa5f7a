import { authorize } from "#server/access/authorize.ts";
import { decide } from "#server/access/decide.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { modesOf } from "../gates/list-gates.ts";
import { autoRollbackSchema } from "../schema.ts";
import type { EnvironmentRow } from "./schema.ts";

/** All environments in promotion order. */
export async function listEnvironments(actor: Actor): Promise<{ items: EnvironmentRow[] }> {
	await authorize(actor, "deployments.read", { subject: { kind: "environments", id: "*" } });
	const rows = await db().environment.findMany({ orderBy: [{ rank: "asc" }, { name: "asc" }], take: 200 });
	return {
		items: rows.map((row) => ({
			...row,
			gateModes: modesOf(row),
			mayConfigure: decide(actor, "environment.configure", { teamId: null, environment: row }).allowed,
			autoRollback: autoRollbackSchema.nullable().catch(null).parse(row.autoRollback),
		})),
	};
}
