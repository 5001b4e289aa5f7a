import type { Prisma } from "../../../prisma/generated/client.ts";
import {
	actorRefSchema,
	codedSchema,
	type DeploymentRow,
	deploymentKindSchema,
	deploymentStatusSchema,
	type Hold,
} from "../schema.ts";
import { silentMs } from "../silent-cluster.ts";
import { readProgress } from "./settle-rollout.ts";

/** What a row of a list needs besides its own columns. */
export const rowInclude = {
	service: { select: { id: true, name: true, title: true } },
	environment: { select: { id: true, name: true, title: true, rank: true, production: true } },
	artifact: { select: { version: true, commitSha: true } },
	fromArtifact: { select: { version: true } },
	rolledBackBy: { select: { id: true } },
} satisfies Prisma.DeploymentInclude;
type Row = Prisma.DeploymentGetPayload<{ include: typeof rowInclude }>;

const iso = (date: Date | null) => date?.toISOString() ?? null;

/** A deployment as the API gives it. */
export function deploymentRow(row: Row): DeploymentRow {
	const progress = readProgress(row.progress);
	return {
		id: row.id,
		kind: deploymentKindSchema.parse(row.kind),
		status: deploymentStatusSchema.parse(row.status),
		outcome: codedSchema.nullable().catch(null).parse(row.outcome),
		service: row.service,
		environment: row.environment,
		digest: row.digest,
		image: row.image,
		version: row.artifact?.version ?? null,
		commitSha: row.artifact?.commitSha ?? null,
		fromDigest: row.fromDigest,
		fromImage: row.fromImage,
		fromVersion: row.fromArtifact?.version ?? null,
		actor: actorRefSchema.parse(row.actor),
		reason: row.reason,
		rollbackOfId: row.rollbackOfId,
		rolledBackById: row.rolledBackBy?.id ?? null,
		incidentId: row.incidentId,
		requestedAt: row.requestedAt.toISOString(),
		startedAt: iso(row.startedAt),
		rolledOutAt: iso(row.rolledOutAt),
		deadlineAt: iso(row.deadlineAt),
		watchUntil: iso(row.watchUntil),
		finishedAt: iso(row.finishedAt),
		counts: progress && {
			desired: progress.desired,
			updated: progress.updated,
			ready: progress.ready,
			available: progress.available,
		},
	};
}

type TargetRow = Prisma.DeploymentTargetGetPayload<{ include: { connection: true } }>;

/** A workload that carries a service, with how fresh its cluster's word is. */
export function targetRow({ connection, ...target }: TargetRow) {
	const { id, connectionId, namespace, kind, name, container } = target;
	return {
		...{ id, connectionId, namespace, kind, name, container },
		cluster: connection.name,
		seenAt: iso(connection.lastSuccessAt),
		stale: Date.now() - (connection.lastSuccessAt?.getTime() ?? 0) > silentMs,
	};
}

type HoldRow = Prisma.VersionHoldGetPayload<object>;

export const holdRow = (hold: HoldRow, version: string | null): Hold => ({
	id: hold.id,
	serviceId: hold.serviceId,
	digest: hold.digest,
	version,
	reason: codedSchema.parse(hold.reason),
	deploymentId: hold.deploymentId,
	incidentId: hold.incidentId,
	createdAt: hold.createdAt.toISOString(),
	liftedAt: iso(hold.liftedAt),
	liftedBy: actorRefSchema.nullable().catch(null).parse(hold.liftedBy),
	liftReason: hold.liftReason,
});
