import { z } from "zod";
import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import { storedActor } from "#server/access/stored-actor.ts";
import { personOf } from "#server/deployments/approvals/request-approval.ts";
import { inputsToTell } from "#server/pipelines/dispatch/inputs-to-tell.ts";
import type { DispatchableWorkflow } from "#server/pipelines/dispatch/write-run-request.ts";
import { type Actor, actorRef } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { conflict, notFound, Problem } from "#server/platform/errors.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { workflowOf } from "./ask-runbook.ts";
import { dispatchRunbook } from "./dispatch-runbook.ts";
import { runbookInclude } from "./find-runbook.ts";
import { askedSchema } from "./run-row.ts";
import { type DecideRunbook, decideRunbookSchema, type RunbookStatus } from "./schema.ts";
import { tellRun } from "./tell-run.ts";

const include = {
	runbook: { include: runbookInclude },
	service: true,
	environment: true,
} as const satisfies Prisma.RunbookRunInclude;
const inputsSchema = z.record(z.string(), z.string());
type Row = Prisma.RunbookRunGetPayload<{ include: typeof include }>;
type Started = { requester: Actor; workflow: DispatchableWorkflow; ref: string; inputs: Record<string, string> };

/**
 * Gives or refuses the second person's word. Approved, the runbook starts at once, in the requester's name and exactly as it was
 * asked for. Whoever asked may only withdraw. Throws Problem 403 `forbidden.own-request`, `forbidden.not-your-request`, 404,
 * 409 `already-decided`, `approval-expired` or `runbook.changed`.
 */
export async function decideRunbookRun(
	actor: Actor,
	id: string,
	input: DecideRunbook,
): Promise<{ status: RunbookStatus }> {
	const { decision, reason = null } = decideRunbookSchema.parse(input);
	const run = await db().runbookRun.findUnique({ where: { id }, include });
	if (!run) throw notFound("runbook run", id);
	const { service, environment } = run;
	const teamId = service.ownerTeamId;
	const subject = { kind: "runbook-run", id };
	const action = decision === "withdrawn" ? "runbook.run" : "runbook.approve";
	await authorize(actor, action, { teamId, environment, subject });
	refuseOther(run.requesterId === personOf(actor), decision === "withdrawn");
	if (run.status === "waiting" && run.expiresAt && run.expiresAt <= new Date())
		throw conflict("approval-expired", "This request has run out. Ask again.");
	const started = decision === "approved" ? await readyToStart(run) : null;
	const status = decision === "approved" ? "requested" : decision;
	await transaction(async (tx) => {
		const now = new Date();
		const ended = started ? {} : { finishedAt: now };
		const { count } = await tx.runbookRun.updateMany({
			where: { id, status: "waiting" },
			data: { status, decidedBy: actorRef(actor), decidedAt: now, decideReason: reason, ...ended },
		});
		if (count === 0) throw conflict("already-decided", "Somebody has decided this already.");
		const after = { decision, ...askedSchema.parse(run.asked), inputs: inputsToTell(inputsSchema.parse(run.inputs)) };
		await audit(tx, { actor, action, subject, teamId, environment: environment.name, after, reason });
		await tellRun(tx, run, { type: `runbook.${decision}`, actor, data: { reason } });
		if (started) await dispatchRunbook(tx, started.requester, { id, ...started });
	});
	return { status };
}

function refuseOther(own: boolean, withdraws: boolean): void {
	if (own === withdraws) return;
	const [code, detail] = own
		? ["forbidden.own-request", "You asked for this yourself. Somebody else has to approve or reject it."]
		: ["forbidden.not-your-request", "Only whoever asked for this may withdraw it. Reject it instead."];
	throw new Problem({ status: 403, code, detail });
}

/** What was approved must be what is started: by who may still ask for it, and while the runbook is what it was. */
async function readyToStart({ runbook, environment, service, ...run }: Row): Promise<Started> {
	const asked = askedSchema.parse(run.asked);
	// What its inputs hold and where it may run is part of what was approved, so any change counts.
	const same = runbook.updatedAt.toISOString() === asked.asOf && runbook.workflowId === asked.workflowId;
	if (runbook.removedAt || !same)
		throw conflict(
			"runbook.changed",
			"The runbook was changed after this was asked for, so nothing is started. Ask again.",
		);
	const requester = await storedActor(run.requestedBy);
	const subject = { kind: "runbook", id: runbook.id };
	await authorize(requester, "runbook.run", { teamId: service.ownerTeamId, environment, subject });
	const inputs = inputsSchema.parse(run.inputs);
	return { requester, workflow: workflowOf(runbook), ref: asked.ref, inputs };
}
