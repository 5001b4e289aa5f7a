import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db, type Transaction } from "#server/platform/database.ts";
import { conflict } from "#server/platform/errors.ts";
import { findActive } from "../internal/find-active.ts";
import type { FoundPlace } from "../internal/find-place.ts";
import { rolloutRunning } from "../internal/write-intent.ts";
import { listGates } from "./list-gates.ts";
import type { Gate, Overrides } from "./schema.ts";

type Passing = {
	actor: Actor;
	place: FoundPlace;
	digest: string;
	overrides: Overrides;
};
/** What let it through besides open gates: those passed over, and the second person's word. */
export type Passed = { overrides: Overrides; approvalId: string | null };

/**
 * Lets a version through when every gate is open, or passed over with a reason by somebody who may. Throws Problem 409 `rollout-running` or `gate-closed` (the first that stands), 403 when overriding is not theirs.
 */
export async function passGates({ actor, place, digest, overrides }: Passing): Promise<Passed> {
	const gates = await listGates({ reader: db(), place, digest, now: new Date() });
	const closed = gates.filter(({ state }) => state === "fail");
	const passedOver = overrides.filter(({ gate }) =>
		closed.some(({ code, override }) => code === gate && override?.action === "gate.override"),
	);
	const standing = closed.find(({ code }) => !passedOver.some(({ gate }) => gate === code));
	if (standing) await refuse(standing, place);
	if (passedOver.length > 0)
		await authorize(actor, "gate.override", {
			teamId: place.service.ownerTeamId,
			environment: place.environment,
			subject: { kind: "service", id: place.serviceId },
		});
	const approval = gates.find(({ code, state }) => code === "approved" && state === "pass");
	return { overrides: passedOver, approvalId: approval ? String(approval.params.id) : null };
}

async function refuse(closed: Gate, place: FoundPlace): Promise<never> {
	const running = closed.code === "no-other-rollout" ? await findActive(db(), place) : null;
	if (running) throw rolloutRunning(running);
	throw conflict("gate-closed", `This version may not be deployed here now: ${closed.code}.`, {
		...closed.params,
		gate: closed.code,
	});
}

type PassedOver = { actor: Actor; place: FoundPlace; digest: string; overrides: Overrides };

/** One audit line for each gate that was passed over, in the transaction of the intent. */
export async function auditOverrides(tx: Transaction, { actor, place, digest, overrides }: PassedOver): Promise<void> {
	for (const { gate, reason } of overrides)
		await audit(tx, {
			actor,
			action: "gate.override",
			subject: { kind: "service", id: place.serviceId },
			teamId: place.service.ownerTeamId,
			environment: place.environment.name,
			after: { gate, digest },
			reason,
		});
}
