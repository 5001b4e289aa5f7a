import { setTimeout as pause } from "node:timers/promises";
import { findGitHub, openGitHub } from "#server/connectors/github/open-github.ts";
import { db } from "#server/platform/database.ts";
import { workQueue } from "#server/platform/jobs.ts";
import { whileHolding } from "#server/platform/lease.ts";
import { log } from "#server/platform/log.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { WorkerFeature } from "../worker/feature.ts";
import { joinCatalogTeams } from "./import/join-catalog-teams.ts";
import { discoverRepositories } from "./sync/discover-repositories.ts";
import { discoverQueue, syncRepositoryQueue } from "./sync/queues.ts";
import { syncRepository } from "./sync/sync-repository.ts";

const everyMs = 60_000;
/** Every repository is read again this often, changed or not. */
const allEveryMs = 30 * 60_000;

/** Imports the catalog: on a push, and by looking for what no webhook told. */
export const catalogWorker: WorkerFeature = {
	name: "catalog",
	start: async () => {
		await workQueue(syncRepositoryQueue, async ({ repositoryId }) => syncRepository(await openGitHub(), repositoryId));
		await workQueue(discoverQueue, async ({ all }) => discoverRepositories(await openGitHub(), all));
		return whileHolding("catalog-reconcile", null, reconcile);
	},
	reactions: [
		{
			name: "catalog.join-teams",
			types: ["person.created", "person.signed-in", "entity.created", "entity.updated"],
			react: async ({ subjectKind, subjectId }) => joinTeams(subjectKind, subjectId),
		},
	],
};

async function reconcile(signal: AbortSignal): Promise<void> {
	let lastAll = 0;
	while (!signal.aborted) {
		const all = Date.now() - lastAll > allEveryMs;
		const client = await findGitHub();
		if (client) {
			await discoverRepositories(client, all).then(
				() => {
					if (all) lastAll = Date.now();
				},
				(error: Error) => log.warn({ error: error.message }, "the organisation's repositories could not be listed"),
			);
		}
		await pause(client ? everyMs : 5_000, undefined, { signal }).catch(() => {});
	}
}

async function joinTeams(subjectKind: string, subjectId: string): Promise<void> {
	if (subjectKind === "person") {
		const person = await db().person.findUnique({ where: { id: subjectId }, select: { id: true, login: true } });
		if (person) await transaction((tx) => joinCatalogTeams(tx, person));
		return;
	}
	const entity = await db().entity.findUnique({ where: { id: subjectId }, select: { kind: true } });
	if (entity?.kind !== "user" && entity?.kind !== "group") return;
	const people = await db().person.findMany({ where: { disabledAt: null }, select: { id: true, login: true } });
	for (const person of people) await transaction((tx) => joinCatalogTeams(tx, person));
}
