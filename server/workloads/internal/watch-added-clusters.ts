import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { bearerCluster } from "#server/connectors/kubernetes/bearer-cluster.ts";
import { addCluster, closeCluster } from "#server/connectors/kubernetes/open-clusters.ts";
import { credentialOf } from "#server/platform/connections/credential.ts";
import { reportError } from "#server/platform/connections/health.ts";
import { db } from "#server/platform/database.ts";
import { whileHolding } from "#server/platform/lease.ts";
import { log } from "#server/platform/log.ts";
import type { Stop } from "#server/worker/feature.ts";
import type { Connection } from "../../../prisma/generated/client.ts";
import { watchCluster } from "./watch-cluster.ts";

const settingsSchema = z.object({ ca: z.string().nullable().default(null) });

/** A cluster that is open, and what it was opened with. */
type Added = { print: string; stop: Stop };

/**
 * Opens the clusters that were added in the settings and watches them, one holder each, and lets go of those that were removed
 * there. A changed address or credential opens a cluster anew. Looks every `everyMs` (10 s).
 */
export function watchAddedClusters({ address, everyMs = 10_000 }: { address: string; everyMs?: number }): Stop {
	const abort = new AbortController();
	const added = new Map<string, Added>();
	const done = (async () => {
		while (!abort.signal.aborted) {
			await follow(added, address).catch((error: Error) =>
				log.warn({ error: error.message }, "connections could not be read"),
			);
			await pause(everyMs, undefined, { signal: abort.signal }).catch(() => {});
		}
	})();
	return async () => {
		abort.abort();
		await done;
		await Promise.all([...added.values()].map(({ stop }) => stop()));
	};
}

async function follow(added: Map<string, Added>, address: string): Promise<void> {
	const rows = await db().connection.findMany({ where: { kind: "kubernetes", source: "settings", removedAt: null } });
	const wanted = new Map(rows.map((row) => [row.id, printOf(row)]));
	for (const [id, { print, stop }] of added) {
		if (wanted.get(id) === print) continue;
		await stop();
		added.delete(id);
	}
	for (const row of rows) if (!added.has(row.id)) added.set(row.id, await open(row, address));
}

/** One that cannot be opened says why on its connection, and is tried again when it was changed. */
async function open(row: Connection, address: string): Promise<Added> {
	const { id, name, url } = row;
	const print = printOf(row);
	try {
		const { ca } = settingsSchema.parse(row.settings);
		const cluster = await addCluster(id, bearerCluster({ name, url, ca, token: credentialOf(row) ?? "" }));
		const letGo = whileHolding(`cluster:${id}`, address, (signal) => watchCluster(cluster, signal));
		return {
			print,
			stop: async () => {
				await letGo();
				await closeCluster(id);
			},
		};
	} catch (error) {
		const said = error instanceof Error ? error.message : String(error);
		await reportError(id, "cluster-credential", `The cluster's credential or CA cannot be used: ${said}`);
		return { print, stop: async () => {} };
	}
}

const printOf = ({ url, settings, sealedCredential }: Connection) =>
	createHash("sha256")
		.update(JSON.stringify([url, settings]))
		.update(sealedCredential ?? "")
		.digest("base64");
