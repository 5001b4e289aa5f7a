import { config } from "#server/platform/config/load.ts";
import { db } from "#server/platform/database.ts";
import { type ConnectionList, connectionSchema } from "./schema.ts";

/** Every outside system that Lazo knows, by kind and name. */
export async function listConnections(): Promise<ConnectionList> {
	const rows = await db().connection.findMany({
		where: { removedAt: null },
		orderBy: [{ kind: "asc" }, { name: "asc" }],
		take: 500,
	});
	const items = rows.map(({ kind, lastError, missingRights, sealedCredential, ...row }) => ({
		...row,
		kind: connectionSchema.shape.kind.parse(kind),
		lastError: connectionSchema.shape.lastError.catch(null).parse(lastError),
		missingRights: connectionSchema.shape.missingRights.catch([]).parse(missingRights),
		hasCredential: sealedCredential !== null || row.source === "configuration",
	}));
	return { items, mayAdd: config().OIDC_TRUST === "verified" };
}
