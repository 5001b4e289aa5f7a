import { z } from "zod";
import { decide } from "#server/access/decide.ts";
import { personOf } from "#server/deployments/approvals/request-approval.ts";
import type { Actor } from "#server/platform/actor.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { type RunbookRunRow, type RunbookStatus, runbookRunSchema, runbookStatusSchema } from "./schema.ts";

export const runbookRunInclude = {
	service: { select: { name: true, title: true, ownerTeamId: true } },
	environment: { select: { name: true, title: true, production: true } },
	incident: { select: { id: true, number: true } },
	runRequest: { select: { run: { select: { id: true, number: true, url: true } } } },
} as const satisfies Prisma.RunbookRunInclude;
/** The kept output is most of a row. */
export const runbookRunOmit = { output: true } as const satisfies Prisma.RunbookRunOmit;
type Row = Prisma.RunbookRunGetPayload<{ include: typeof runbookRunInclude; omit: typeof runbookRunOmit }>;

/** What the runbook was when it was asked for. */
export const askedSchema = z.object({
	title: z.string(),
	workflowId: z.string(),
	workflow: z.string(),
	path: z.string(),
	repository: z.string(),
	ref: z.string(),
	/** When the runbook had been changed last; older rows do not know. */
	asOf: z.iso.datetime().optional(),
});
export type Asked = z.infer<typeof askedSchema>;

const who = runbookRunSchema.shape.by;
const failure = runbookRunSchema.shape.failure.catch(null);

/** A run of a runbook as the screens get it. */
export function runbookRunAnswer(actor: Actor, row: Row, now = new Date()): RunbookRunRow {
	const { ownerTeamId: teamId, ...service } = row.service;
	const status = statusOf(row, now);
	const own = row.requesterId === personOf(actor);
	const about = { teamId, environment: row.environment };
	const may = decide(actor, "runbook.approve", about).allowed;
	const underWay = status === "requested" || status === "running";
	return {
		...{ id: row.id, runbookId: row.runbookId, title: askedSchema.parse(row.asked).title, status, service },
		...{ environment: row.environment, incident: row.incident, reason: row.reason, by: who.parse(row.requestedBy) },
		requestedAt: row.requestedAt.toISOString(),
		expiresAt: row.expiresAt?.toISOString() ?? null,
		decidedBy: row.decidedBy === null ? null : who.parse(row.decidedBy),
		decidedAt: row.decidedAt?.toISOString() ?? null,
		decideReason: row.decideReason,
		startedAt: row.startedAt?.toISOString() ?? null,
		finishedAt: row.finishedAt?.toISOString() ?? null,
		conclusion: row.conclusion,
		failure: failure.parse(row.failure),
		run: row.runRequest?.run ?? null,
		mayDecide: status === "waiting" && !own && may,
		mayStop: underWay && decide(actor, "runbook.run", about).allowed,
		own,
	};
}

function statusOf({ status, expiresAt }: { status: string; expiresAt: Date | null }, now: Date): RunbookStatus {
	if (status === "waiting" && expiresAt && expiresAt <= now) return "expired";
	return runbookStatusSchema.parse(status);
}
