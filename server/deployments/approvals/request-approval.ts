import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import { type Actor, actorRef } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { conflict } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { listGates } from "../gates/list-gates.ts";
import { findPlace } from "../internal/find-place.ts";
import { isSecondRollout } from "../internal/write-intent.ts";
import { type RequestApproval, requestApprovalSchema } from "./schema.ts";

const hourMs = 3_600_000;

/**
 * Asks for a second person's word on a version for an environment that wants one. Throws Problem 403, 404, 422,
 * 409 `approval-not-needed`, `approval-waiting` or `gate-closed` (a gate that nobody asked to pass over).
 */
export async function requestApproval(
	actor: Actor,
	input: RequestApproval,
): Promise<{ id: string; expiresAt: string }> {
	const { service, environment, digest, reason, overrides } = requestApprovalSchema.parse(input);
	const place = await findPlace(db(), service, environment);
	const { serviceId, environmentId } = place;
	const teamId = place.service.ownerTeamId;
	const subject = { kind: "service", id: serviceId };
	await authorize(actor, "approval.request", { teamId, environment: place.environment, subject });
	const now = new Date();
	const gates = await listGates({ reader: db(), place, digest, now });
	const lacking = gates.find(({ code, state }) => code === "approved" && state === "fail");
	if (!lacking)
		throw conflict("approval-not-needed", "This may be deployed without asking: nobody else's word is wanted here.");
	const asked = new Set(overrides.map(({ gate }) => gate));
	const standing = gates.find(
		({ code, state, override }) =>
			state === "fail" && code !== "approved" && !(asked.has(code) && override?.action === "gate.override"),
	);
	if (standing)
		throw conflict("gate-closed", `This version may not be deployed here now: ${standing.code}.`, {
			...standing.params,
			gate: standing.code,
		});
	const expiresAt = new Date(now.getTime() + place.environment.approvalHours * hourMs);
	const stored = { serviceId, environmentId, digest, reason: reason ?? null, expiresAt };
	try {
		return await transaction(async (tx) => {
			// One that ran out makes room for the next.
			await tx.deploymentApproval.updateMany({
				where: { serviceId, environmentId, digest, decision: null, expiresAt: { lte: now } },
				data: { decision: "expired" },
			});
			const { id } = await tx.deploymentApproval.create({
				data: { ...stored, overrides, requestedBy: actorRef(actor), requesterId: personOf(actor) },
			});
			const facts = { environment: place.environment.name, environmentId, digest, approvalId: id };
			const approval = { kind: "approval", id };
			await audit(tx, {
				...{ actor, action: "approval.request", subject: approval, teamId, environment: place.environment.name },
				...{ after: facts, reason: reason ?? null },
			});
			await recordEvent(tx, { type: "approval.requested", actor, subject: approval, serviceId, teamId, data: facts });
			return { id, expiresAt: expiresAt.toISOString() };
		});
	} catch (error) {
		if (!isSecondRollout(error)) throw error;
		throw conflict("approval-waiting", "Somebody has asked for this already; it waits for a second person.");
	}
}

/** Who stands behind an actor: a token's owner is the same person. */
export const personOf = (actor: Actor): string => (actor.kind === "token" ? actor.personId : actor.id);
