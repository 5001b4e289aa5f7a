import { authorize } from "#server/access/authorize.ts";
import { type Actor, actorRef, automation } from "#server/platform/actor.ts";
import { db, type Transaction } from "#server/platform/database.ts";
import { conflict, invalid, notFound } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Deployment } from "../../prisma/generated/client.ts";
import { auditOverrides } from "./gates/pass-gates.ts";
import { chooseWayBack } from "./internal/choose-way-back.ts";
import { currentRevision, findArtifact } from "./internal/current-revision.ts";
import { type FoundPlace, findPlace } from "./internal/find-place.ts";
import { holdVersion } from "./internal/hold-version.ts";
import { refuseForeignIncident } from "./internal/refuse-foreign-incident.ts";
import { writeIntent } from "./internal/write-intent.ts";
import { onlyOne } from "./request-deployment.ts";
import { refuseUndoingFixes } from "./rollback-checks/refuse-undoing-fixes.ts";
import { type RollBack, rollBackSchema } from "./schema.ts";
import { routeOf } from "./ways/way-of.ts";

/**
 * Takes a service in an environment back to a revision that ran before, to the last one that worked unless told otherwise; also
 * while the rollout still runs (that aborts it), and also when the newest deployment failed. The version that is left is held.
 * Throws Problem 403, 404, 422 `no-way-back`, 409 `already-rolled-back`, `undoes-fix` or `rollout-running` (a rollback is under way).
 */
export async function rollBackDeployment(actor: Actor, input: RollBack): Promise<{ id: string }> {
	const asked = rollBackSchema.parse(input);
	const place = await findPlace(db(), asked.service, asked.environment);
	await authorize(actor, "deployment.rollback", {
		teamId: place.service.ownerTeamId,
		environment: place.environment,
		subject: { kind: "service", id: place.serviceId },
	});
	await refuseForeignIncident(db(), place, asked.incidentId);
	const bad = await findBad(place, asked.deploymentId);
	const back = await chooseWayBack(db(), place, { templateId: asked.templateId, bad });
	if (!back)
		throw invalid(
			"no-way-back",
			"Lazo knows no earlier revision here that worked, so there is nothing to go back to. Deploy a version that works.",
		);
	await refuseHeld(place, back.digest);
	const from = await currentRevision(db(), place);
	const overrides = await refuseUndoingFixes(actor, { ...asked, from: from.digest, to: back.digest });
	const artifact = back.digest ? await findArtifact(db(), back.digest) : null;
	const route = routeOf(place, "rollback");
	const intent = {
		kind: "rollback" as const,
		action: "deployment.rollback" as const,
		to: { image: back.image, digest: back.digest, artifactId: artifact?.id ?? null },
		from,
		reason: asked.reason,
		rollbackOfId: bad?.id ?? null,
		// Only Lazo itself can write a whole template; every other way brings an image.
		templateId: asked.mode === "template" && route.way === "patch" ? back.id : null,
		incidentId: asked.incidentId ?? null,
		overrides,
		...route,
	};
	return onlyOne(place, () =>
		transaction(async (tx) => {
			if (bad) await endBad(tx, bad, place.environment.name);
			await auditOverrides(tx, { actor, place, digest: back.digest ?? back.image, overrides });
			const { id } = await writeIntent(tx, actor, { place, intent });
			const left = bad?.digest ?? from.digest;
			if (left && left !== back.digest) {
				const reason = {
					code: "rolled-back",
					deploymentId: bad?.id ?? null,
					because: codeOf(bad),
					by: actorRef(actor).name ?? actor.id,
				};
				await holdVersion(tx, actor, {
					place,
					digest: left,
					reason,
					deploymentId: bad?.id ?? null,
					incidentId: asked.incidentId ?? null,
				});
			}
			return { id };
		}),
	);
}

async function refuseHeld({ serviceId }: FoundPlace, digest: string | null): Promise<void> {
	const hold = digest ? await db().versionHold.findFirst({ where: { serviceId, digest, liftedAt: null } }) : null;
	if (!hold) return;
	throw conflict("gate-closed", "The version to go back to is held. Lift the hold first, or choose another revision.", {
		gate: "version-held",
		holdId: hold.id,
	});
}

/** The deployment to take back: the named one, or the newest that has not been taken back. */
async function findBad(place: FoundPlace, id: string | undefined) {
	const { serviceId, environmentId } = place;
	const include = { rolledBackBy: { select: { id: true, status: true } } };
	if (!id)
		return db().deployment.findFirst({
			where: {
				serviceId,
				environmentId,
				status: { notIn: ["rolled_back", "requested"] },
				rolledBackBy: null,
				generation: { not: null },
			},
			orderBy: { requestedAt: "desc" },
			include,
		});
	const bad = await db().deployment.findFirst({ where: { id, serviceId, environmentId }, include });
	if (!bad) throw notFound("deployment", id);
	if (bad.rolledBackBy)
		throw conflict(
			"already-rolled-back",
			"This deployment has been rolled back already, or is being rolled back now.",
			{
				by: bad.rolledBackBy.id,
				status: bad.rolledBackBy.status,
			},
		);
	return bad;
}

/** A rollout that still runs is aborted by its rollback: it ends here, so that the rollback may begin. */
async function endBad(tx: Transaction, bad: Deployment, environment: string): Promise<void> {
	const { count } = await tx.deployment.updateMany({
		where: { id: bad.id, status: { in: ["requested", "applying", "rolling", "watching"] } },
		data: { status: "superseded", finishedAt: new Date(), outcome: { code: "aborted", was: bad.status } },
	});
	if (count === 0) return;
	await recordEvent(tx, {
		type: "deployment.aborted",
		actor: automation("observer"),
		subject: { kind: "deployment", id: bad.id },
		serviceId: bad.serviceId,
		data: { was: bad.status, environment, environmentId: bad.environmentId, digest: bad.digest },
	});
}

function codeOf(bad: Deployment | null): string | null {
	const outcome = bad?.outcome;
	if (typeof outcome !== "object" || outcome === null || Array.isArray(outcome)) return null;
	return typeof outcome.code === "string" ? outcome.code : null;
}
