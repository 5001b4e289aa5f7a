import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { log } from "#server/platform/log.ts";
import { transaction } from "#server/platform/transaction.ts";
import { type History, historySchema } from "./history-schema.ts";
import { importDeployments } from "./import-deployments.ts";
import { importIncidents } from "./import-incidents.ts";
import { importPlanning } from "./import-planning.ts";
import { findPlaces } from "./known-places.ts";

const patienceMs = 10 * 60_000;

/**
 * Imports a history file once: waits until all it speaks of is known, then writes planning, deployments and incidents.
 * A file that was imported before, by its hash, is left alone. Throws when the file cannot be read or does not fit.
 */
export async function importHistory(file: string, signal: AbortSignal): Promise<void> {
	const text = await readFile(file, "utf8");
	const hash = createHash("sha256").update(text).digest("hex");
	const done = await db().loopEvent.findFirst({ where: { subjectKind: "history", subjectId: hash } });
	if (done) return;
	const history = historySchema.parse(JSON.parse(text));
	const places = await waitForPlaces(history, signal);
	if (!places) return;
	await importPlanning(history, places);
	await importDeployments(history, places);
	await importIncidents(history, places);
	await transaction((tx) =>
		recordEvent(tx, {
			type: "history.imported",
			actor: automation("history-import"),
			subject: { kind: "history", id: hash },
			data: counts(history),
		}),
	);
	log.info(counts(history), "history imported");
}

const counts = ({ sprints, items, deployments, incidents }: History) => ({
	sprints: sprints.length,
	items: items.length,
	deployments: deployments.length,
	incidents: incidents.length,
});

async function waitForPlaces(history: History, signal: AbortSignal) {
	const deadline = Date.now() + patienceMs;
	let missing: string[] = [];
	while (!signal.aborted && Date.now() < deadline) {
		const found = await findPlaces(history);
		missing = [...found.missing, ...(await missingImages(history))];
		if (missing.length === 0) return found.places;
		await pause(500, undefined, { signal }).catch(() => {});
	}
	if (!signal.aborted)
		throw new Error(
			`The history file speaks of what Lazo does not know after 10 minutes: ${missing.slice(0, 10).join(", ")}.`,
		);
	return null;
}

/** Deployments tie to images; most of those of the file must be known first. An image that is gone for good does not hold the rest up. */
async function missingImages(history: History): Promise<string[]> {
	const digests = [...new Set(history.deployments.map(({ digest }) => digest))];
	const known = await db().artifact.count({ where: { digest: { in: digests } } });
	return known >= digests.length * 0.9 ? [] : [`${digests.length - known} images`];
}
