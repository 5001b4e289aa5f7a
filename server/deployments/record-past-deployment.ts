import { z } from "zod";
import { type ActorRef, automation } from "#server/platform/actor.ts";
import { recordEvents } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { findArtifact } from "./internal/current-revision.ts";
import { dateByPast } from "./internal/running-since.ts";
import { tieDeployment } from "./internal/write-intent.ts";
import type { DeploymentKind } from "./schema.ts";

/** A deployment that happened before Lazo watched; `id` is chosen by the caller, so that the same import again changes nothing. */
export type PastDeployment = {
	id: string;
	serviceId: string;
	environmentId: string;
	kind: DeploymentKind;
	status: "succeeded" | "failed" | "rolled_back" | "superseded";
	outcome?: { code: string; [param: string]: string | number | boolean | null };
	image: string;
	digest: string | null;
	fromImage?: string | null;
	fromDigest?: string | null;
	actor: ActorRef;
	reason?: string | null;
	rollbackOfId?: string | null;
	requestedAt: Date;
	startedAt: Date;
	rolledOutAt: Date | null;
	finishedAt: Date;
};

/** Writes a past deployment with its events and edges at the times they happened. Safe to repeat. Returns whether it was new. */
export async function recordPastDeployment(past: PastDeployment): Promise<boolean> {
	return transaction(async (tx) => {
		if (await tx.deployment.findUnique({ where: { id: past.id }, select: { id: true } })) return false;
		const { outcome, actor, ...columns } = past;
		const artifact = past.digest ? await findArtifact(tx, past.digest) : null;
		const from = past.fromDigest ? await findArtifact(tx, past.fromDigest) : null;
		const deployment = await tx.deployment.create({
			data: {
				...columns,
				actor: { ...actor },
				outcome: outcome ?? { code: past.status },
				artifactId: artifact?.id ?? null,
				fromArtifactId: from?.id ?? null,
			},
			include: { service: true, environment: true },
		});
		await dateByPast(tx, past);
		await tieDeployment(tx, { ...deployment, evidence: "import" });
		await recordEvents(
			tx,
			eventsOf(past).map(({ type, at, data }) => ({
				type,
				actor: automation("history", actor),
				subject: { kind: "deployment", id: past.id },
				occurredAt: at,
				serviceId: past.serviceId,
				teamId: deployment.service.ownerTeamId,
				data: {
					...data,
					past: true,
					kind: past.kind,
					environment: deployment.environment.name,
					environmentId: past.environmentId,
					digest: past.digest,
				},
			})),
		);
		return true;
	});
}

/** Whether an event tells of a deployment from before Lazo: the outside world has no need to hear of it again. */
export const isOfPast = (data: unknown): boolean => z.object({ past: z.literal(true) }).safeParse(data).success;

function eventsOf(past: PastDeployment): { type: string; at: Date; data?: object }[] {
	const ended = {
		succeeded: "deployment.succeeded",
		failed: "deployment.failed",
		rolled_back: "deployment.rolled-back",
	};
	const last = past.status === "superseded" ? null : ended[past.status];
	return [
		{ type: past.kind === "external" ? "deployment.external" : "deployment.requested", at: past.requestedAt },
		{ type: "deployment.started", at: past.startedAt },
		...(past.rolledOutAt ? [{ type: "deployment.rolled-out", at: past.rolledOutAt }] : []),
		...(last ? [{ type: last, at: past.finishedAt, data: past.outcome ?? {} }] : []),
	];
}
