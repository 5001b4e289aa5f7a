import { ensureNode } from "#server/loop/link.ts";
import { automation } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent, touch } from "#server/platform/events.ts";
import { linkRunToCommit } from "../links/link-run-to-commit.ts";
import { findService } from "./find-service.ts";
import type { ObservedRun } from "./observed.ts";
import { isLater } from "./precedence.ts";

/** Who writes down what GitHub did. */
export const githubActor = automation("github");

export type RunSighting = { repositoryId: string; run: ObservedRun; observedAt: Date };

/**
 * Writes a run as it was seen. Sightings may come repeated and in any order: the latest state stays. Its beginning and its end
 * become events at the times they had out there. `changed` says whether this sighting told anything new.
 */
export async function saveRun(tx: Transaction, sighting: RunSighting): Promise<{ id: string; changed: boolean }> {
	const { repositoryId, run, observedAt } = sighting;
	const key = { repositoryId_externalId: { repositoryId, externalId: run.externalId } };
	const service = await findService(tx, repositoryId);
	const { workflowExternalId, ...columns } = run;
	const workflow =
		workflowExternalId === null
			? null
			: await tx.workflow.findUnique({
					where: { repositoryId_externalId: { repositoryId, externalId: workflowExternalId } },
					select: { id: true },
				});
	const links = { ...(workflow && { workflowId: workflow.id }), ...(service && { serviceId: service.id }) };
	const { count } = await tx.run.createMany({
		data: [{ repositoryId, ...columns, ...links, observedAt }],
		skipDuplicates: true,
	});
	await tx.$queryRaw`select id from "Run" where "repositoryId" = ${repositoryId}::uuid and "externalId" = ${run.externalId} for update`;
	const known = await tx.run.findUniqueOrThrow({ where: key });
	const isNew = count > 0;
	if (!isNew && !isLater(run, known)) {
		await tx.run.update({ where: { id: known.id }, data: { observedAt, ...links } });
		return { id: known.id, changed: false };
	}
	if (!isNew) await tx.run.update({ where: { id: known.id }, data: { ...columns, ...links, observedAt } });
	await ensureNode(tx, { kind: "run", key: String(run.externalId), runId: known.id }, service?.id ?? known.serviceId);
	await linkRunToCommit(tx, { repositoryId, runId: known.id, headSha: run.headSha });
	const about = { id: known.id, serviceId: service?.id ?? known.serviceId, teamId: service?.ownerTeamId ?? null };
	await tellRun(tx, run, { ...about, before: isNew ? null : known });
	return { id: known.id, changed: true };
}

type About = {
	id: string;
	serviceId: string | null;
	teamId: string | null;
	before: { attempt: number; status: string } | null;
};

async function tellRun(tx: Transaction, run: ObservedRun, about: About): Promise<void> {
	const { id, serviceId, teamId, before } = about;
	const base = { actor: githubActor, subject: { kind: "run", id }, serviceId, teamId };
	const data = {
		number: run.number,
		name: run.name,
		attempt: run.attempt,
		branch: run.branch,
		headSha: run.headSha,
		by: run.actorLogin,
	};
	const newAttempt = !before || before.attempt < run.attempt;
	if (newAttempt)
		await recordEvent(tx, { ...base, type: "run.started", occurredAt: run.startedAt ?? run.createdAt, data });
	if (run.status === "completed" && (newAttempt || before.status !== "completed")) {
		const occurredAt = run.completedAt ?? run.updatedAt;
		await recordEvent(tx, { ...base, type: "run.finished", occurredAt, data: { ...data, conclusion: run.conclusion } });
	}
	await touch(tx, [`run:${id}`, "runs", ...(serviceId ? [`service:${serviceId}`] : [])]);
}
