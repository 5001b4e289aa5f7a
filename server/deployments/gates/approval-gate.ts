import { nameOf } from "../internal/find-active.ts";
import { type GateQuestion, gate } from "./gate.ts";
import type { Gate } from "./schema.ts";

/** A second person's word, where the environment asks for it. It cannot be passed over, only given. */
export async function approvalGate(question: GateQuestion): Promise<Gate[]> {
	const { reader, place, digest, now } = question;
	if (!place.environment.approval) return [];
	const given = await findApproval(question);
	if (given) return [gate("approved", "pass", { by: nameOf(given.decidedBy), id: given.id })];
	const { serviceId, environmentId } = place;
	const waiting = await reader.deploymentApproval.findFirst({
		where: { serviceId, environmentId, digest, decision: null, expiresAt: { gt: now } },
	});
	return [
		{
			...gate("approved", "fail", waiting ? { waiting: true, by: nameOf(waiting.requestedBy) } : { waiting: false }),
			override: waiting
				? { action: "approval.decide", id: waiting.id }
				: { action: "approval.request", id: environmentId },
		},
	];
}

/** The approval that lets a digest through: given, not run out, not used. */
export const findApproval = ({ reader, place, digest, now }: GateQuestion) =>
	reader.deploymentApproval.findFirst({
		where: {
			serviceId: place.serviceId,
			environmentId: place.environmentId,
			digest,
			decision: "approved",
			expiresAt: { gt: now },
			deployment: null,
		},
		orderBy: { decidedAt: "desc" },
	});
