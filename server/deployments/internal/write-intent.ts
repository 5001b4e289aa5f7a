import { audit } from "#server/access/audit.ts";
import type { Action } from "#server/access/policy.ts";
import { ensureNode, link } from "#server/loop/link.ts";
import { type Actor, actorRef } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { conflict } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { enqueue } from "#server/platform/jobs.ts";
import type { Overrides } from "../gates/schema.ts";
import { executeQueue } from "../queues.ts";
import type { WayKind } from "../ways/schema.ts";
import { findActive, nameOf } from "./find-active.ts";
import type { FoundPlace } from "./find-place.ts";

/** What is to run, and where it comes from. */
export type Intent = {
	kind: "deploy" | "rollback";
	action: Action;
	to: { image: string; digest: string | null; artifactId: string | null };
	from: { image: string | null; digest: string | null; artifactId: string | null };
	reason: string | null;
	rollbackOfId?: string | null;
	templateId?: string | null;
	incidentId?: string | null;
	mode?: "template" | "image";
	overrides?: Overrides;
	approvalId?: string | null;
	way: WayKind;
	deadlineAt: Date | null;
};

/**
 * Writes an intent with its audit line, event, graph edge and job, all in the caller's transaction. The partial unique
 * index lets one at a time through: throws Problem 409 `rollout-running` that names the other one.
 */
export async function writeIntent(tx: Transaction, actor: Actor, about: { place: FoundPlace; intent: Intent }) {
	const { place, intent } = about;
	const { serviceId, environmentId, environment, service } = place;
	const running = await findActive(tx, place);
	if (running) throw rolloutRunning(running);
	const deployment = await tx.deployment.create({
		data: {
			serviceId,
			environmentId,
			kind: intent.kind,
			image: intent.to.image,
			digest: intent.to.digest,
			artifactId: intent.to.artifactId,
			fromImage: intent.from.image,
			fromDigest: intent.from.digest,
			fromArtifactId: intent.from.artifactId,
			status: "requested",
			actor: actorRef(actor),
			reason: intent.reason,
			rollbackOfId: intent.rollbackOfId ?? null,
			templateId: intent.templateId ?? null,
			incidentId: intent.incidentId ?? null,
			...(intent.overrides?.length && { overrides: intent.overrides }),
			approvalId: intent.approvalId ?? null,
			way: intent.way,
			deadlineAt: intent.deadlineAt,
		},
	});
	const facts = {
		kind: intent.kind,
		environment: environment.name,
		environmentId,
		digest: intent.to.digest,
		image: intent.to.image,
		fromDigest: intent.from.digest,
		reason: intent.reason,
		way: intent.way,
		rollbackOfId: intent.rollbackOfId ?? null,
		incidentId: intent.incidentId ?? null,
		...(intent.overrides?.length && { overrides: intent.overrides }),
		...(intent.approvalId && { approvalId: intent.approvalId }),
	};
	await audit(tx, {
		actor,
		action: intent.action,
		subject: { kind: "deployment", id: deployment.id },
		teamId: service.ownerTeamId,
		environment: environment.name,
		before: { image: intent.from.image },
		after: facts,
		reason: intent.reason,
	});
	await recordEvent(tx, {
		type: "deployment.requested",
		actor,
		subject: { kind: "deployment", id: deployment.id },
		serviceId,
		teamId: service.ownerTeamId,
		data: facts,
	});
	await tieDeployment(tx, { ...deployment, evidence: intent.kind });
	await enqueue(tx, executeQueue, { data: { deploymentId: deployment.id } });
	return deployment;
}

type Tied = {
	id: string;
	serviceId: string;
	artifactId: string | null;
	digest: string | null;
	rollbackOfId: string | null;
	evidence: string;
};

/** Puts a deployment into the graph: its artifact is deployed as it, and what it takes back is rolled back by it. */
export async function tieDeployment(tx: Transaction, deployment: Tied): Promise<void> {
	const { id, serviceId, artifactId, digest, rollbackOfId, evidence } = deployment;
	const node = await ensureNode(tx, { kind: "deployment", key: id, deploymentId: id }, serviceId);
	if (artifactId && digest) {
		const from = await ensureNode(tx, { kind: "artifact", key: digest, artifactId }, serviceId);
		await link(tx, { from, to: node, kind: "deployed-as", evidence: { source: evidence }, confidence: "exact" });
	}
	if (rollbackOfId) {
		const from = await ensureNode(tx, { kind: "deployment", key: rollbackOfId, deploymentId: rollbackOfId }, serviceId);
		await link(tx, { from, to: node, kind: "rolled-back-by", evidence: { source: evidence }, confidence: "exact" });
	}
}

export function rolloutRunning(running: { id: string; kind: string; actor: unknown }) {
	const by = nameOf(running.actor);
	return conflict(
		"rollout-running",
		`Another rollout is under way here, started by ${by}. Wait until it ends, or abort it; two at once would not be told apart.`,
		{ deploymentId: running.id, kind: running.kind, by },
	);
}

/** Whether an error says that the index of the one active rollout refused a row. */
export const isSecondRollout = (error: unknown): boolean =>
	error instanceof Error && "code" in error && error.code === "P2002";
