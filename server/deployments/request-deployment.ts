import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { conflict, notFound } from "#server/platform/errors.ts";
import { transaction } from "#server/platform/transaction.ts";
import { auditOverrides, passGates } from "./gates/pass-gates.ts";
import type { Overrides } from "./gates/schema.ts";
import { currentRevision } from "./internal/current-revision.ts";
import { findActive } from "./internal/find-active.ts";
import { type FoundPlace, findPlace } from "./internal/find-place.ts";
import { isSecondRollout, rolloutRunning, writeIntent } from "./internal/write-intent.ts";
import { type RequestDeployment, requestDeploymentSchema } from "./schema.ts";
import { routeOf } from "./ways/way-of.ts";

/**
 * Asks for a digest to run in an environment: the one way to deploy, whoever asks. Answers with the deployment's id;
 * the worker carries it out. Closed gates may be passed over with a reason by who may; each leaves an audit line.
 * Throws Problem 403, 404, 422, 409 `rollout-running`, `gate-closed` or `moved-on`.
 */
export async function requestDeployment(actor: Actor, input: RequestDeployment): Promise<{ id: string }> {
	const asked = requestDeploymentSchema.parse(input);
	const place = await findPlace(db(), asked.service, asked.environment);
	await authorize(actor, "deployment.request", {
		teamId: place.service.ownerTeamId,
		environment: place.environment,
		subject: { kind: "service", id: place.serviceId },
	});
	refuseMovedOn(place, asked.expectedFromDigest);
	return startDeployment({ actor, place, digest: asked.digest, reason: asked.reason ?? null }, asked);
}

type Wanted = { actor: Actor; place: FoundPlace; digest: string; reason: string | null };
/** Gates to pass over, and by whom when that is not the requester. */
type Passing = { overrides: Overrides; overriddenBy?: Actor };

/** From the gates to the intent, for a request that is authorized. */
export async function startDeployment(
	{ actor, place, digest, reason }: Wanted,
	{ overrides, overriddenBy = actor }: Passing,
): Promise<{ id: string }> {
	const passed = await passGates({ actor: overriddenBy, place, digest, overrides });
	const artifact = await db().artifact.findUnique({ where: { digest } });
	if (!artifact) throw notFound("version", digest);
	const from = await currentRevision(db(), place);
	return onlyOne(place, () =>
		transaction(async (tx) => {
			await auditOverrides(tx, { actor: overriddenBy, place, digest, overrides: passed.overrides });
			const { id } = await writeIntent(tx, actor, {
				place,
				intent: {
					...passed,
					kind: "deploy",
					action: "deployment.request",
					to: { image: `${artifact.repository}@${artifact.digest}`, digest: artifact.digest, artifactId: artifact.id },
					from,
					reason,
					...routeOf(place, "deploy"),
				},
			});
			return { id };
		}),
	);
}

function refuseMovedOn(place: FoundPlace, expected: string | null | undefined): void {
	if (expected === undefined || expected === place.runningDigest) return;
	throw conflict(
		"moved-on",
		"Something else runs here by now than what you saw. Look at the sheet again before you deploy.",
		{ runningDigest: place.runningDigest, expectedFromDigest: expected },
	);
}

/** Runs a write of an intent; when the index refused it, somebody was faster, and the error says who. */
export async function onlyOne<T>(place: FoundPlace, write: () => Promise<T>): Promise<T> {
	try {
		return await write();
	} catch (error) {
		const running = isSecondRollout(error) ? await findActive(db(), place) : null;
		throw running ? rolloutRunning(running) : error;
	}
}
