import type { Actor } from "#server/platform/actor.ts";
import { Problem } from "#server/platform/errors.ts";
import { auditRefusal } from "./audit.ts";
import { decide, type Scope } from "./decide.ts";
import type { Action } from "./policy.ts";

/**
 * Lets an actor through or throws Problem 403 `forbidden`, naming the roles that could. A refusal is audited.
 * `subject` is what the action is about, already loaded: authorization comes after loading the scope, before acting.
 */
export async function authorize(
	actor: Actor,
	action: Action,
	about: Scope & { subject: { kind: string; id: string } },
): Promise<void> {
	const decision = decide(actor, action, about);
	if (decision.allowed) return;
	await auditRefusal({
		actor,
		action,
		subject: about.subject,
		teamId: about.teamId ?? null,
		environment: about.environment?.name ?? null,
		reason: decision.code,
	});
	throw new Problem({
		status: 403,
		code: `forbidden.${decision.code}`,
		detail: `You may not do "${action}" here (${decision.code}). It needs one of: ${decision.needs.join(", ")}.`,
		params: { action, needs: decision.needs.join(", ") },
	});
}
