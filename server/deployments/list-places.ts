import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { Prisma } from "../../prisma/generated/client.ts";
import { findArtifact } from "./internal/current-revision.ts";
import { autoRollbackOf } from "./internal/find-place.ts";
import { targetRow } from "./internal/rows.ts";
import { deploymentKindSchema, deploymentStatusSchema, healthSchema, type Place } from "./schema.ts";

export type PlaceFilter = {
	service?: string | undefined;
	environment?: string | undefined;
	team?: string | undefined;
	cursor?: string | undefined;
	limit: number;
};

const include = {
	service: { select: { id: true, name: true, title: true, ownerTeamId: true, annotations: true } },
	environment: true,
	targets: { include: { connection: true } },
} satisfies Prisma.ServiceEnvironmentInclude;
type Row = Prisma.ServiceEnvironmentGetPayload<{ include: typeof include }>;

/**
 * What runs where, the cells of the environment × service grid: ordered by service name, then promotion order, paged by whole
 * services (`limit` counts services).
 */
export async function listPlaces(
	actor: Actor,
	filter: PlaceFilter,
): Promise<{ items: Place[]; nextCursor: string | null }> {
	await authorize(actor, "deployments.read", { subject: { kind: "service-environments", id: "*" } });
	const { service, environment, team, cursor, limit } = filter;
	const services = await db().entity.findMany({
		where: {
			environments: { some: environment ? { environment: { name: environment } } : {} },
			...(service && { name: service }),
			...(team && { owner: { name: team } }),
			...(cursor && { name: { gt: cursor } }),
		},
		select: { id: true, name: true },
		orderBy: { name: "asc" },
		take: limit + 1,
	});
	const page = services.slice(0, limit);
	const rows = await db().serviceEnvironment.findMany({
		where: {
			serviceId: { in: page.map(({ id }) => id) },
			...(environment && { environment: { name: environment } }),
		},
		include,
		orderBy: [{ service: { name: "asc" } }, { environment: { rank: "asc" } }],
	});
	return { items: await describe(rows), nextCursor: services.length > limit ? (page.at(-1)?.name ?? null) : null };
}

async function describe(rows: Row[]): Promise<Place[]> {
	const serviceIds = [...new Set(rows.map(({ serviceId }) => serviceId))];
	const digests = [...new Set(rows.flatMap(({ runningDigest }) => runningDigest ?? []))];
	const [latest, holds, artifacts] = await Promise.all([
		latestDeployments(serviceIds),
		db().versionHold.findMany({ where: { serviceId: { in: serviceIds }, liftedAt: null } }),
		Promise.all(digests.map(async (digest) => [digest, await findArtifact(db(), digest)] as const)),
	]);
	const held = new Set(holds.map(({ serviceId, digest }) => `${serviceId} ${digest}`));
	const byDigest = new Map(artifacts);
	return rows.map((row) => {
		const artifact = row.runningDigest ? byDigest.get(row.runningDigest) : null;
		const targets = row.targets.map(targetRow);
		const newest = latest.get(`${row.serviceId} ${row.environmentId}`) ?? null;
		const { id, name, title, ownerTeamId } = row.service;
		const stale = targets.length > 0 && targets.every((target) => target.stale);
		return {
			id: row.id,
			service: { id, name, title, ownerTeamId },
			environment: row.environment,
			status: stale ? "unknown" : healthSchema.catch("unknown").parse(row.status),
			runningDigest: row.runningDigest,
			runningSince: row.runningSince?.toISOString() ?? null,
			version: artifact?.version ?? null,
			commitSha: artifact?.commitSha ?? null,
			desired: row.desired,
			ready: row.ready,
			observedAt: row.observedAt?.toISOString() ?? null,
			stale,
			held: held.has(`${row.serviceId} ${row.runningDigest}`),
			autoRollback: autoRollbackOf(row),
			active: newest && ["requested", "applying", "rolling"].includes(newest.status) ? newest : null,
			latest: newest,
			targets,
		};
	});
}

async function latestDeployments(serviceIds: string[]) {
	const rows = await db().$queryRaw<
		{ id: string; kind: string; status: string; serviceId: string; environmentId: string }[]
	>`
		select distinct on ("serviceId", "environmentId") id::text, kind, status, "serviceId"::text, "environmentId"::text
		from "Deployment" where "serviceId" = any(${serviceIds}::uuid[])
		order by "serviceId", "environmentId", "requestedAt" desc`;
	return new Map(
		rows.map(({ id, kind, status, serviceId, environmentId }) => [
			`${serviceId} ${environmentId}`,
			{ id, kind: deploymentKindSchema.parse(kind), status: deploymentStatusSchema.parse(status) },
		]),
	);
}
