import { setTimeout as pause } from "node:timers/promises";
import type { GitHubClient } from "#server/connectors/github/github-client.ts";
import { findGitHub } from "#server/connectors/github/open-github.ts";
import { db } from "#server/platform/database.ts";
import { enqueue } from "#server/platform/jobs.ts";
import { log } from "#server/platform/log.ts";
import { transaction } from "#server/platform/transaction.ts";
import { syncQueue } from "../queues.ts";
import { refreshRun } from "./refresh-run.ts";

const tickMs = 3_000;
const lookEveryMs = 60_000;
/** Repositories looked at a minute, three calls each: within a token's 5,000 calls an hour. */
const repositoriesPerLook = 20;
const runsPerTick = 10;
const mostFailures = 3;

/**
 * Finds what webhooks did not tell, while the lease is held: runs in progress every 3 s, then repositories in turn, the ones not
 * looked at for longest first. What it finds twice changes nothing.
 */
export async function watchRuns(signal: AbortSignal): Promise<void> {
	let looked = 0;
	let after: string | null = null;
	while (!signal.aborted) {
		const client = await findGitHub();
		if (client) {
			after = await refreshActiveRuns(client, after).catch((error: Error) => {
				complain(error);
				return null;
			});
			if (Date.now() - looked > lookEveryMs) {
				looked = Date.now();
				await lookAtRepositories().catch(complain);
			}
		}
		await pause(tickMs, undefined, { signal }).catch(() => {});
	}
}

const complain = (error: Error) => log.warn({ error: error.message }, "runs could not be looked at");

/** In turn, so that runs which cannot be read keep no others from it. Returns where the next ones begin. */
async function refreshActiveRuns(client: GitHubClient, after: string | null): Promise<string | null> {
	const active = await db().run.findMany({
		where: {
			...{ status: { not: "completed" }, repository: { goneAt: null, externalId: { not: null } } },
			...(after && { id: { gt: after } }),
		},
		orderBy: { id: "asc" },
		take: runsPerTick,
		select: { id: true, externalId: true, repository: { select: { id: true, slug: true } } },
	});
	let failures = 0;
	for (const run of active) {
		await refreshActiveRun(client, run).catch((error: Error) => {
			failures++;
			complain(error);
		});
		// A GitHub that does not answer must not hold up the rest of the tick; the next one goes on here.
		if (failures >= mostFailures) return run.id;
	}
	return active.length < runsPerTick ? null : (active.at(-1)?.id ?? null);
}

type ActiveRun = { id: string; externalId: bigint; repository: { id: string; slug: string } };

async function refreshActiveRun(client: GitHubClient, { id, externalId, repository }: ActiveRun): Promise<void> {
	const found = await refreshRun(client, repository, Number(externalId));
	// Deleted out there: it must not be asked for again at every tick.
	if (!found)
		await db().run.update({
			where: { id },
			data: { status: "completed", conclusion: "cancelled", observedAt: new Date() },
		});
}

async function lookAtRepositories(): Promise<void> {
	const repositories = await db().repository.findMany({
		where: { goneAt: null, externalId: { not: null }, syncedAt: { not: null } },
		orderBy: { syncedAt: "asc" },
		take: repositoriesPerLook,
		select: { id: true },
	});
	const never = await db().repository.findMany({
		where: { goneAt: null, externalId: { not: null }, syncedAt: null },
		take: repositoriesPerLook,
		select: { id: true },
	});
	await transaction(async (tx) => {
		for (const { id: repositoryId } of repositories)
			await enqueue(tx, syncQueue, { data: { repositoryId, full: false }, singletonKey: `${repositoryId} false` });
		for (const { id: repositoryId } of never)
			await enqueue(tx, syncQueue, { data: { repositoryId, full: true }, singletonKey: `${repositoryId} true` });
	});
}
