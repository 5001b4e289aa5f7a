import { authorize } from "#server/access/authorize.ts";
import { decide } from "#server/access/decide.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { overridesSchema } from "../gates/schema.ts";
import { actorRefSchema } from "../schema.ts";
import { personOf } from "./request-approval.ts";
import type { Approval, ApprovalState } from "./schema.ts";

const include = {
	service: { select: { id: true, name: true, title: true, ownerTeamId: true } },
	environment: { select: { id: true, name: true, title: true, rank: true, production: true } },
	deployment: { select: { id: true } },
} satisfies Prisma.DeploymentApprovalInclude;

/** Requests for a second person's word, newest first, at most 100; by default those that wait. */
export async function listApprovals(
	actor: Actor,
	{ service, waiting = true }: { service?: string | undefined; waiting?: boolean | undefined },
): Promise<{ items: Approval[] }> {
	await authorize(actor, "deployments.read", { subject: { kind: "approvals", id: "*" } });
	const now = new Date();
	const rows = await db().deploymentApproval.findMany({
		where: {
			...(waiting && { decision: null, expiresAt: { gt: now } }),
			...(service && { service: { name: service } }),
		},
		include,
		orderBy: { requestedAt: "desc" },
		take: 100,
	});
	const artifacts = await db().artifact.findMany({
		where: { digest: { in: rows.map(({ digest }) => digest) } },
		select: { digest: true, version: true },
	});
	const versions = new Map(artifacts.map(({ digest, version }) => [digest, version]));
	return { items: rows.map((row) => ({ ...approvalRow(actor, row, now), version: versions.get(row.digest) ?? null })) };
}

type Row = Prisma.DeploymentApprovalGetPayload<{ include: typeof include }>;

function approvalRow(actor: Actor, row: Row, now: Date): Omit<Approval, "version"> {
	const { ownerTeamId, ...service } = row.service;
	const own = row.requesterId === personOf(actor);
	const state = stateOf(row, now);
	const may = decide(actor, "approval.decide", { teamId: ownerTeamId, environment: row.environment }).allowed;
	return {
		id: row.id,
		service,
		environment: row.environment,
		digest: row.digest,
		state,
		requestedBy: actorRefSchema.parse(row.requestedBy),
		requestedAt: row.requestedAt.toISOString(),
		expiresAt: row.expiresAt.toISOString(),
		reason: row.reason,
		overrides: overridesSchema.catch([]).parse(row.overrides ?? []),
		decidedBy: actorRefSchema.nullable().catch(null).parse(row.decidedBy),
		decidedAt: row.decidedAt?.toISOString() ?? null,
		decideReason: row.decideReason,
		deploymentId: row.deployment?.id ?? null,
		mayDecide: state === "waiting" && !own && may,
		own,
	};
}

function stateOf({ decision, expiresAt }: { decision: string | null; expiresAt: Date }, now: Date): ApprovalState {
	if (decision === "approved" || decision === "rejected" || decision === "withdrawn") return decision;
	return decision === "expired" || expiresAt <= now ? "expired" : "waiting";
}
