import { isDeepStrictEqual } from "node:util";
import { db, type Transaction } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import type { Reaction } from "#server/platform/reactions.ts";
import { transaction } from "#server/platform/transaction.ts";
import { findAffectedNodes } from "./find-affected-nodes.ts";
import { loadFacts } from "./thread/load-facts.ts";
import { judgeStations } from "./thread/stations.ts";
import { loadSubgraph } from "./thread/subgraph.ts";
import { loadThings, type Thing } from "./thread/things.ts";

/** Things whose stations are shown in lists; the others' are judged when their page is opened. */
const listed = ["item", "artifact", "incident"];

/** Brings the stored stations of a thing, and of everything listed on its thread, up to date. Each is judged by its own whole thread. Safe to repeat. */
export async function projectStations(nodeId: string): Promise<void> {
	const near = await loadThings(db(), (await loadSubgraph(db(), nodeId)).nodeIds);
	await projectEach(near.filter((thing) => thing.id === nodeId || listed.includes(thing.kind)));
}

async function projectEach(subjects: Thing[]): Promise<void> {
	const judged: { thing: Thing; stations: object[] }[] = [];
	for (const thing of subjects) {
		const things = await loadThings(db(), (await loadSubgraph(db(), thing.id)).nodeIds);
		judged.push({ thing, stations: judgeStations(await loadFacts(db(), thing.id, things)) });
	}
	await transaction(async (tx) => {
		const changed: string[] = [];
		for (const { thing, stations } of judged) {
			if (await save(tx, thing.id, stations))
				changed.push(thing.item ? `item:${thing.item.id}` : `${thing.kind}:${thing.key}`);
		}
		if (changed.length > 0) await touch(tx, ["threads", ...changed]);
	});
}

async function save(tx: Transaction, nodeId: string, stations: object[]): Promise<boolean> {
	const known = await tx.loopProjection.findUnique({ where: { nodeId }, select: { stations: true } });
	if (known && isDeepStrictEqual(known.stations, stations)) return false;
	await tx.loopProjection.upsert({
		where: { nodeId },
		create: { nodeId, stations },
		update: { stations, updatedAt: new Date() },
	});
	return true;
}

/** Events after which a thread may look different. */
const types = [
	"item.created",
	"item.changed",
	"item.rolled-back",
	"loop.tied",
	"commit.pushed",
	"pull-request.opened",
	"pull-request.merged",
	"pull-request.closed",
	"run.started",
	"run.progressed",
	"run.finished",
	"artifact.published",
	"deployment.requested",
	"deployment.started",
	"deployment.rolled-out",
	"deployment.succeeded",
	"deployment.failed",
	"deployment.rolled-back",
	"deployment.external",
	"service-environment.changed",
	"version.held",
	"version.lifted",
	"alert.fired",
	"alert.resolved",
	"incident.opened",
	"incident.changed",
	"incident.resolved",
] as const;

/** Keeps the projections in step with the event log. */
export const projectStationsReaction: Reaction = {
	name: "project-stations",
	types,
	react: async (event) => {
		const { nodes, carried } = await findAffectedNodes(event);
		for (const nodeId of nodes) await projectStations(nodeId);
		await projectEach(await loadThings(db(), carried));
	},
};
