import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { WorkloadObject } from "#server/connectors/kubernetes/objects.ts";
import {
	deploymentAnnotation,
	digestIn,
	mainContainer,
	restartAnnotation,
	revisionHash,
} from "#server/connectors/kubernetes/template.ts";
import { type Actor, actorRef, automation } from "#server/platform/actor.ts";
import { config } from "#server/platform/config/load.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import type { Deployment } from "../../../prisma/generated/client.ts";
import { actorRefSchema } from "../schema.ts";
import { toldCause } from "../told-cause.ts";
import { imageFits } from "../ways/image-fits.ts";
import { carrierOf } from "../ways/way-of.ts";
import { findArtifact } from "./current-revision.ts";
import { recordApplied, supersedeOthers } from "./record-applied.ts";
import type { TargetObservation } from "./target-observation.ts";
import { tieDeployment } from "./write-intent.ts";

type Noted = { seen: TargetObservation; target: { id: string; container: string }; templateId: string; back: boolean };

/**
 * A template that changed since it was last observed is either a deployment of Lazo's, which is noted as applied, or somebody
 * else's doing, which becomes a deployment of kind `external` with what is known about it.
 */
export async function noteExternalChange(tx: Transaction, { seen, target, templateId, back }: Noted): Promise<void> {
	const { workload, serviceId, environmentId, previousHash } = seen;
	const named = await namedByAnnotation(tx, seen);
	if (named && ["requested", "applying"].includes(named.status)) {
		await recordApplied(tx, named.id, { ...workload, templateId });
		return;
	}
	if (previousHash === null || previousHash === workload.exactHash) return;
	const carried = await carriedHere(tx, seen, target.container);
	if (carried) {
		await recordApplied(tx, carried.id, { ...workload, templateId });
		return;
	}
	// A rollout undo brings old annotations back, so only the newest deployment may claim the template as its own.
	const newest = await tx.deployment.findFirst({
		where: { serviceId, environmentId, generation: { not: null } },
		orderBy: { startedAt: "desc" },
	});
	if (newest?.templateHash === workload.exactHash) return;
	await writeExternal(tx, { seen, target, templateId, back });
}

/** The deployment that the workload's own annotation names, when it is one of this place. */
async function namedByAnnotation(
	tx: Transaction,
	{ workload, serviceId, environmentId }: TargetObservation,
): Promise<Deployment | null> {
	const id = workload.annotations[deploymentAnnotation];
	if (!id || !/^[0-9a-f-]{36}$/.test(id)) return null;
	return tx.deployment.findFirst({ where: { id, serviceId, environmentId } });
}

/** The deployment that something else carries here, when the image that came is the one it was to bring. */
async function carriedHere(
	tx: Transaction,
	{ workload, serviceId, environmentId }: TargetObservation,
	container: string,
): Promise<Deployment | null> {
	const waiting = await tx.deployment.findFirst({
		where: { serviceId, environmentId, status: "applying", way: { not: "patch" } },
	});
	const carrier = waiting && carrierOf(waiting);
	// Before Git says it, whatever came did not come from there.
	if (!carrier || (carrier.kind === "git" && carrier.sha === null)) return null;
	const image = mainContainer(workload.template, container)?.image ?? "";
	return imageFits(image, waiting) ? waiting : null;
}

async function writeExternal(tx: Transaction, { seen, target, templateId, back }: Noted): Promise<void> {
	const { workload, serviceId, environmentId, now } = seen;
	const image = mainContainer(workload.template, target.container)?.image ?? "";
	const digest = digestIn(image);
	const before = await tx.revisionTemplate.findFirst({
		where: { targetId: target.id, id: { not: templateId } },
		orderBy: { lastSeenAt: "desc" },
	});
	const artifact = digest ? await findArtifact(tx, digest) : null;
	const fromArtifact = before?.digest ? await findArtifact(tx, before.digest) : null;
	const what = await classify(tx, seen, { templateId, targetId: target.id, back });
	const held = digest ? await tx.versionHold.findFirst({ where: { serviceId, digest, liftedAt: null } }) : null;
	const { kind, actor, outcome, type, reason, about } = await authorOf(tx, seen, { what, held: held !== null });
	const deadlineSeconds = workload.deadlineSeconds ?? config().ROLLOUT_DEADLINE_SECONDS;
	const id = randomUUID();
	// What was under way is overtaken first: the index lets one rollout be active. One that Lazo is just writing stays.
	await supersedeOthers(tx, { id, serviceId, environmentId });
	const writing = await tx.deployment.count({
		where: { serviceId, environmentId, status: { in: ["requested", "applying"] } },
	});
	const deployment = await tx.deployment.create({
		data: {
			id,
			serviceId,
			environmentId,
			kind,
			image,
			digest,
			artifactId: artifact?.id ?? null,
			fromImage: before?.image ?? null,
			fromDigest: before?.digest ?? null,
			fromArtifactId: fromArtifact?.id ?? null,
			status: writing > 0 ? "superseded" : "rolling",
			actor: actorRef(actor),
			reason,
			outcome,
			requestedAt: now,
			startedAt: now,
			generation: BigInt(workload.generation),
			templateHash: workload.exactHash,
			templateId,
			deadlineAt: new Date(now.getTime() + deadlineSeconds * 1_000),
		},
	});
	await tieDeployment(tx, { ...deployment, evidence: "observed" });
	const service = await tx.entity.findUniqueOrThrow({ where: { id: serviceId } });
	const environment = await tx.environment.findUniqueOrThrow({ where: { id: environmentId } });
	await recordEvent(tx, {
		type,
		actor,
		subject: { kind: "deployment", id: deployment.id },
		serviceId,
		teamId: service.ownerTeamId,
		data: {
			what,
			digest,
			image,
			environment: environment.name,
			environmentId,
			manager: workload.manager,
			held: held !== null,
			...about,
		},
	});
}

/** Whether it was a change that somebody asked Lazo for, or somebody else's doing, by the word of the managed fields. */
async function authorOf(tx: Transaction, seen: TargetObservation, { what, held }: { what: What; held: boolean }) {
	const asked = await askedFor(tx, seen, what);
	if (asked) return asked;
	const { manager, annotations } = seen.workload;
	return {
		kind: "external",
		actor: automation(manager ?? "unknown"),
		outcome: { code: `external.${what}`, manager, held },
		type: "deployment.external",
		reason: toldCause(annotations["kubernetes.io/change-cause"]),
		about: {},
	} as const;
}

/** Without ReplicaSets the template before is not known; then only a request of the last minutes is taken for the cause. */
const recentMs = 10 * 60_000;

/** The restart or change of configuration that somebody asked Lazo for, by the time it carries; null when it came from elsewhere. */
async function askedFor(tx: Transaction, { connectionId, workload, replicaSets, now }: TargetObservation, what: What) {
	const at = new Date(restartedAt(workload) ?? Number.NaN);
	if (Number.isNaN(at.getTime())) return null;
	const isRecent = replicaSets.length === 0 && now.getTime() - at.getTime() < recentMs;
	if (what !== "restart" && !isRecent) return null;
	const { namespace } = workload;
	const change = await tx.workloadChange.findFirst({
		where: { connectionId, namespace, action: { in: ["restart", "configure"] }, requestedAt: at },
	});
	if (!change) return null;
	const { action, reason, actor, after } = change;
	const isRestart = action === "restart";
	const about = isRestart ? {} : configuredSchema.parse(after);
	return {
		kind: isRestart ? "restart" : "configure",
		actor: behind(actor, action),
		outcome: { code: isRestart ? "restarted" : "configured", ...about },
		type: isRestart ? "deployment.restarted" : "deployment.configured",
		...{ reason, about },
	} as const;
}

/** Which key of which object a change of configuration was about. */
const configuredSchema = z.object({ object: z.string(), key: z.string() });

/** Lazo, in the name of whoever asked; or as what it asked by itself. */
function behind(stored: unknown, role: string): Actor {
	const { kind, id, name, login } = actorRefSchema.parse(stored);
	if (kind !== "person" && kind !== "token") return automation(id);
	return automation(role, { kind, id, name: name ?? login ?? id });
}

type What = "restart" | "rollout-undo" | "image-changed" | "template-changed";

/** What somebody did, told by the template alone. */
async function classify(
	tx: Transaction,
	{ workload, replicaSets, previousHash }: TargetObservation,
	{ templateId, targetId, back }: { templateId: string; targetId: string; back: boolean },
): Promise<What> {
	const previous = replicaSets.find(({ exactHash }) => exactHash === previousHash);
	const same = previous?.revisionHash === revisionHash(workload.template);
	if (same && restartedAt(workload) !== previous?.template.metadata?.annotations?.[restartAnnotation]) return "restart";
	if (back) return "rollout-undo";
	const revision = await tx.revisionTemplate.findUniqueOrThrow({ where: { id: templateId } });
	const latest = await tx.revisionTemplate.findFirst({
		where: { targetId, id: { not: templateId } },
		orderBy: { lastSeenAt: "desc" },
	});
	return latest?.image === revision.image ? "template-changed" : "image-changed";
}

const restartedAt = (workload: WorkloadObject) => workload.template.metadata?.annotations?.[restartAnnotation];
