import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { findService } from "./internal/find-place.ts";
import { holdRow } from "./internal/rows.ts";
import type { Hold } from "./schema.ts";

type Filter = { service?: string | undefined; lifted?: boolean | undefined };

/** Held versions, newest first, at most 200; those that were lifted only when asked for. Throws Problem 404. */
export async function listHolds(actor: Actor, { service, lifted }: Filter): Promise<{ items: Hold[] }> {
	await authorize(actor, "deployments.read", { subject: { kind: "holds", id: "*" } });
	const serviceId = service ? (await findService(db(), service)).id : undefined;
	const rows = await db().versionHold.findMany({
		where: { ...(serviceId && { serviceId }), ...(!lifted && { liftedAt: null }) },
		orderBy: { createdAt: "desc" },
		take: 200,
	});
	const artifacts = await db().artifact.findMany({
		where: { digest: { in: rows.map(({ digest }) => digest) } },
		select: { digest: true, version: true },
	});
	const versions = new Map(artifacts.map(({ digest, version }) => [digest, version]));
	return { items: rows.map((row) => holdRow(row, versions.get(row.digest) ?? null)) };
}
