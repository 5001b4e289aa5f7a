import { isDeepStrictEqual } from "node:util";
import { db, type Transaction } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import type { Reaction } from "#server/platform/reactions.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { LoopEvent } from "../../prisma/generated/client.ts";
import { findAffectedNodes } from "./find-affected-nodes.ts";
import { loadFacts } from "./thread/load-facts.ts";
import { judgeStations } from "./thread/stations.ts";
import { loadSubgraph } from "./thread/subgraph.ts";
import { loadThings, type Thing } from "./thread/things.ts";

/** Things whose stations are shown in lists; the others' are judged when their page is opened. */
const listed = ["item", "artifact", "incident"];

/** Things whose stations are written in one transaction. */
const atOnce = 25;

/**
 * Brings the stored stations of things, and of everything listed on their threads, up to date; of `alone` just their own. Each is
 * judged once, by its own whole thread. Safe to repeat.
 */
export async function projectStations(nodeIds: Iterable<string>, alone: Iterable<string> = []): Promise<void> {
	const subjects = new Set([...nodeIds, ...alone]);
	for (const id of nodeIds) for (const near of await listedAround(id)) subjects.add(near);
	const ids = [...subjects];
	for (let from = 0; from < ids.length; from += atOnce)
		await projectEach(await loadThings(db(), ids.slice(from, from + atOnce)));
}

async function projectAfter(events: LoopEvent[]): Promise<void> {
	const affected = { nodes: new Set<string>(), carried: new Set<string>() };
	for (const event of events) {
		const { nodes, carried } = await findAffectedNodes(event);
		for (const id of nodes) affected.nodes.add(id);
		for (const id of carried) affected.carried.add(id);
	}
	await projectStations(affected.nodes, affected.carried);
}

async function listedAround(nodeId: string): Promise<string[]> {
	const { nodeIds } = await loadSubgraph(db(), nodeId);
	const nodes = await db().loopNode.findMany({
		where: { id: { in: nodeIds }, kind: { in: listed } },
		select: { id: true },
	});
	return nodes.map(({ id }) => id);
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
	react: (event) => projectAfter([event]),
	// A thing that many of them speak of is judged once.
	reactToAll: projectAfter,
};
