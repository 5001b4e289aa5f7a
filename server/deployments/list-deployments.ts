import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { invalid } from "#server/platform/errors.ts";
import type { Prisma } from "../../prisma/generated/client.ts";
import { deploymentRow, rowInclude } from "./internal/rows.ts";
import type { DeploymentKind, DeploymentRow, DeploymentStatus } from "./schema.ts";

export type DeploymentFilter = {
	service?: string | undefined;
	environment?: string | undefined;
	team?: string | undefined;
	status?: DeploymentStatus[] | undefined;
	kind?: DeploymentKind[] | undefined;
	digest?: string | undefined;
	cursor?: string | undefined;
	limit: number;
};

/** Deployments, newest first, paged by a keyset cursor. Filters are names; everything is filtered in SQL. */
export async function listDeployments(
	actor: Actor,
	filter: DeploymentFilter,
): Promise<{ items: DeploymentRow[]; nextCursor: string | null }> {
	await authorize(actor, "deployments.read", { subject: { kind: "deployments", id: "*" } });
	const { service, environment, team, status, kind, digest, cursor, limit } = filter;
	const where: Prisma.DeploymentWhereInput = {
		...(service && { service: { name: service } }),
		...(team && { service: { ...(service && { name: service }), owner: { name: team } } }),
		...(environment && { environment: { name: environment } }),
		...(status && status.length > 0 && { status: { in: status } }),
		...(kind && kind.length > 0 && { kind: { in: kind } }),
		...(digest && { digest }),
		...(cursor && after(cursor)),
	};
	const rows = await db().deployment.findMany({
		where,
		include: rowInclude,
		orderBy: [{ requestedAt: "desc" }, { id: "desc" }],
		take: limit + 1,
	});
	const page = rows.slice(0, limit);
	const last = rows.length > limit ? page.at(-1) : undefined;
	return {
		items: page.map(deploymentRow),
		nextCursor: last ? `${last.requestedAt.toISOString()}_${last.id}` : null,
	};
}

const cursorForm = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f-]{36})$/;

function after(cursor: string): Prisma.DeploymentWhereInput {
	const [, time, id] = cursorForm.exec(cursor) ?? [];
	if (!time || !id) throw invalid("bad-cursor", "This page marker is not one of Lazo's. Start from the first page.");
	const requestedAt = new Date(time);
	// The first condition says nothing new, but an index can begin there.
	return {
		AND: [
			{ requestedAt: { lte: requestedAt } },
			{ OR: [{ requestedAt: { lt: requestedAt } }, { requestedAt, id: { lt: id } }] },
		],
	};
}
