import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { config } from "#server/platform/config/load.ts";
import { db, type Reader } from "#server/platform/database.ts";
import { conflict, notFound } from "#server/platform/errors.ts";
import { transaction } from "#server/platform/transaction.ts";
import { currentRevision } from "./internal/current-revision.ts";
import { type FoundPlace, findPlace } from "./internal/find-place.ts";
import { isSecondRollout, rolloutRunning, writeIntent } from "./internal/write-intent.ts";
import { findActive, listGates } from "./list-gates.ts";
import { type RequestDeployment, requestDeploymentSchema } from "./schema.ts";

/**
 * Asks for a digest to run in an environment: the one way to deploy, whoever asks. Answers with the deployment's id;
 * the worker carries it out. Throws Problem 403, 404, 422, 409 `rollout-running`, `gate-closed` or `moved-on`.
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
	await refuseClosedGates(db(), place, asked.digest);
	const artifact = await db().artifact.findUnique({ where: { digest: asked.digest } });
	if (!artifact) throw notFound("version", asked.digest);
	const from = await currentRevision(db(), place);
	return onlyOne(place, () =>
		transaction(async (tx) => {
			const { id } = await writeIntent(tx, actor, {
				place,
				intent: {
					kind: "deploy",
					action: "deployment.request",
					to: { image: `${artifact.repository}@${artifact.digest}`, digest: artifact.digest, artifactId: artifact.id },
					from,
					reason: asked.reason ?? null,
					deadlineAt: new Date(Date.now() + config().ROLLOUT_DEADLINE_SECONDS * 1_000),
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

async function refuseClosedGates(reader: Reader, place: FoundPlace, digest: string): Promise<void> {
	const closed = (await listGates(reader, { place, digest })).find(({ state }) => state === "fail");
	if (!closed) return;
	if (closed.code === "no-other-rollout") {
		const running = await findActive(reader, place);
		if (running) throw rolloutRunning(running);
		return;
	}
	throw conflict("gate-closed", `This version may not be deployed here now: ${closed.code}.`, {
		gate: closed.code,
		...closed.params,
	});
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
