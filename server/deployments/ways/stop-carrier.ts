import { openGitHub } from "#server/connectors/github/open-github.ts";
import { closePull } from "#server/connectors/github/write-pulls.ts";
import { endRequestedRun } from "#server/pipelines/dispatch/end-requested-run.ts";
import { db } from "#server/platform/database.ts";
import { log } from "#server/platform/log.ts";
import type { Carrier } from "./schema.ts";
import { carrierOf } from "./way-of.ts";

/**
 * Ends what still works on a deployment that is being taken back, so that it does not write after its rollback. False while it
 * has not ended yet: ask again. Never throws because of GitHub: the way back must not depend on it.
 */
export async function stopCarrier(deploymentId: string): Promise<boolean> {
	const deployment = await db().deployment.findUnique({ where: { id: deploymentId }, select: { carrier: true } });
	const carrier = deployment && carrierOf(deployment);
	if (!carrier) return true;
	if (carrier.kind === "git") return stopPull(carrier);
	try {
		return (await endRequestedRun(openGitHub, carrier.requestId, "The deployment was taken back before.")) === "ended";
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		log.warn({ request: carrier.requestId, error: message }, "a run could not be cancelled");
		return false;
	}
}

/** Closes a pull request that waits; what the branch says already is taken back by the rollback's own commit. */
async function stopPull({ repository, pull, sha }: Extract<Carrier, { kind: "git" }>): Promise<boolean> {
	if (pull === null || sha !== null) return true;
	try {
		await closePull(await openGitHub(), repository, pull);
		return true;
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		log.warn({ repository, pull, error: message }, "a pull request could not be closed");
		return false;
	}
}
