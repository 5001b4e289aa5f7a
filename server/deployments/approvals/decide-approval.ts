import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import { storedActor } from "#server/access/stored-actor.ts";
import { type Actor, actorRef } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { conflict, notFound, Problem } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { overridesSchema } from "../gates/schema.ts";
import { findPlace } from "../internal/find-place.ts";
import { startDeployment } from "../request-deployment.ts";
import { personOf } from "./request-approval.ts";
import { type DecideApproval, decideApprovalSchema } from "./schema.ts";

/** What became of it: the deployment that started, or why it could not although it was approved. */
export type Decided = { id: string; deploymentId: string | null; refused: string | null };

/**
 * Gives or refuses the second person's word. Approved, the deployment starts at once in the requester's name; when a gate is
 * closed by then, the word stays good until it runs out. Whoever asked may only withdraw.
 * Throws Problem 403 `forbidden.own-request`, 404, 409 `already-decided` or `approval-expired`.
 */
export async function decideApproval(actor: Actor, id: string, input: DecideApproval): Promise<Decided> {
	const { decision, reason } = decideApprovalSchema.parse(input);
	const approval = await db().deploymentApproval.findUnique({ where: { id }, include: { environment: true } });
	if (!approval) throw notFound("approval", id);
	const place = await findPlace(db(), approval.serviceId, approval.environment.name);
	const teamId = place.service.ownerTeamId;
	const own = approval.requesterId === personOf(actor);
	const action = decision === "withdrawn" ? "approval.request" : "approval.decide";
	await authorize(actor, action, { teamId, environment: place.environment, subject: { kind: "approval", id } });
	if (own !== (decision === "withdrawn")) throw notYours(own);
	if (approval.decision === null && approval.expiresAt <= new Date())
		throw conflict("approval-expired", "This request has run out. Ask again.");
	const { serviceId, digest } = approval;
	await transaction(async (tx) => {
		const { count } = await tx.deploymentApproval.updateMany({
			where: { id, decision: null },
			data: { decision, decidedBy: actorRef(actor), decidedAt: new Date(), decideReason: reason ?? null },
		});
		if (count === 0) throw conflict("already-decided", "Somebody has decided this already.");
		const facts = { decision, digest, environment: place.environment.name, environmentId: place.environmentId };
		const subject = { kind: "approval", id };
		await audit(tx, {
			...{ actor, action, subject, teamId, environment: place.environment.name },
			...{ after: facts, reason: reason ?? null },
		});
		await recordEvent(tx, { type: `approval.${decision}`, actor, subject, serviceId, teamId, data: facts });
	});
	if (decision !== "approved") return { id, deploymentId: null, refused: null };
	return start(actor, { approval, place });
}

const notYours = (own: boolean) =>
	own
		? new Problem({
				status: 403,
				code: "forbidden.own-request",
				detail: "You asked for this yourself. Somebody else has to approve or reject it.",
			})
		: new Problem({
				status: 403,
				code: "forbidden.not-your-request",
				detail: "Only whoever asked for this may withdraw it. Reject it instead.",
			});

type Approved = {
	approval: { id: string; digest: string; reason: string | null; requestedBy: unknown; overrides: unknown };
	place: Awaited<ReturnType<typeof findPlace>>;
};

async function start(decider: Actor, { approval, place }: Approved): Promise<Decided> {
	const { id, digest, reason } = approval;
	try {
		const actor = await storedActor(approval.requestedBy);
		const overrides = overridesSchema.parse(approval.overrides ?? []);
		// What was asked to be passed over is passed over by the one who approved it.
		const started = await startDeployment({ actor, place, digest, reason }, { overrides, overriddenBy: decider });
		return { id, deploymentId: started.id, refused: null };
	} catch (error) {
		if (!(error instanceof Problem) || error.status >= 500) throw error;
		return { id, deploymentId: null, refused: error.code };
	}
}
