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
import { importRotas } from "./import-rotas.ts";
import { importRunbooks } from "./import-runbooks.ts";
import { findPlaces, type Places } from "./known-places.ts";
import { learnImages } from "./learn-images.ts";

const patienceMs = 10 * 60_000;
/** A registry that does not answer holds deployments up for so long; then they stand without the joint to their image. */
const registryPatienceMs = 60_000;
const lookEveryMs = 300;

/**
 * Imports a history file once, each part as soon as what it speaks of is known: planning after teams and services, deployments
 * and incidents after the environments, too.
 * A file that was imported before, by its hash, is left alone. Throws when the file cannot be read or does not fit.
 */
export async function importHistory(file: string, signal: AbortSignal): Promise<void> {
	const text = await readFile(file, "utf8");
	const hash = createHash("sha256").update(text).digest("hex");
	const done = await db().loopEvent.findFirst({ where: { subjectKind: "history", subjectId: hash } });
	if (done) return;
	const history = historySchema.parse(JSON.parse(text));
	const people = await waitForPlaces(history, signal, (name) => !name.startsWith("environment "));
	if (!people) return;
	await importPlanning(history, people);
	await importRotas(history, people);
	// Workflows come from GitHub and environments from clusters: neither waits for the other.
	const [, past] = await Promise.all([importRunbooks(history, people, signal), importPast(history, signal)]);
	if (!past) return;
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

/** What happened in environments; false when the process ends before. */
async function importPast(history: History, signal: AbortSignal): Promise<boolean> {
	const places = await waitForPlaces(history, signal, () => true);
	if (!places || !(await waitForImages(history, places, signal))) return false;
	await importDeployments(history, places);
	await importIncidents(history, places);
	return true;
}

const counts = ({ sprints, items, deployments, incidents }: History) => ({
	sprints: sprints.length,
	items: items.length,
	deployments: deployments.length,
	incidents: incidents.length,
});

/** Waits until nothing that is `needed` is missing; null when the process ends before. */
async function waitForPlaces(
	history: History,
	signal: AbortSignal,
	needed: (missing: string) => boolean,
): Promise<Places | null> {
	const deadline = Date.now() + patienceMs;
	let missing: string[] = [];
	while (!signal.aborted && Date.now() < deadline) {
		const found = await findPlaces(history);
		missing = found.missing.filter(needed);
		if (missing.length === 0) return found.places;
		await pause(lookEveryMs, undefined, { signal }).catch(() => {});
	}
	if (signal.aborted) return null;
	throw new Error(
		`The history file speaks of what Lazo does not know after 10 minutes: ${missing.slice(0, 10).join(", ")}.`,
	);
}

/** Deployments tie to images, so the registry is given a while to answer. False when the process ends before. */
async function waitForImages(history: History, places: Places, signal: AbortSignal): Promise<boolean> {
	const deadline = Date.now() + registryPatienceMs;
	while (!signal.aborted && (await learnImages(history, places)) > 0 && Date.now() < deadline)
		await pause(2_000, undefined, { signal }).catch(() => {});
	return !signal.aborted;
}
