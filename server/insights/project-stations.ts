import { isDeepStrictEqual } from "node:util";
import { db, type Transaction } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import type { Reaction } from "#server/platform/reactions.ts";
import { transaction } from "#server/platform/transaction.ts";
import { loadFacts } from "./thread/load-facts.ts";
import { judgeStations } from "./thread/stations.ts";
import { loadSubgraph } from "./thread/subgraph.ts";
import { loadThings, type Thing } from "./thread/things.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Things whose stations are shown in lists; the others' are judged when their page is opened. */
const listed = ["item", "artifact", "incident"];

/** Brings the stored stations of a thing, and of everything listed on its thread, up to date. Each is judged by its own whole thread. Safe to repeat. */
export async function projectStations(nodeId: string): Promise<void> {
	const near = await loadThings(db(), (await loadSubgraph(db(), nodeId)).nodeIds);
	const judged: { thing: Thing; stations: object[] }[] = [];
	for (const thing of near) {
		if (thing.id !== nodeId && !listed.includes(thing.kind)) continue;
		const things = await loadThings(db(), (await loadSubgraph(db(), thing.id)).nodeIds);
		judged.push({ thing, stations: judgeStations({ things, ...(await loadFacts(db(), things)) }) });
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
	"item.linked",
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
		for (const nodeId of await nodesOf(event)) await projectStations(nodeId);
	},
};

/** The nodes an event speaks of: its subject's, or, for a service in an environment, those of the digests that run there. */
async function nodesOf(event: { subjectKind: string; subjectId: string; serviceId: string | null }): Promise<string[]> {
	const { subjectKind: kind, subjectId: id } = event;
	if (kind === "service-environment" && uuid.test(id)) {
		const place = await db().serviceEnvironment.findUnique({ where: { id }, select: { runningDigest: true } });
		const node = place?.runningDigest
			? await db().loopNode.findUnique({ where: { kind_key: { kind: "artifact", key: place.runningDigest } } })
			: null;
		return node ? [node.id] : [];
	}
	const byRow = uuid.test(id)
		? [
				{ itemId: id },
				{ pullRequestId: id },
				{ commitId: id },
				{ runId: id },
				{ artifactId: id },
				{ deploymentId: id },
				{ alertId: id },
				{ incidentId: id },
			]
		: [];
	const nodes = await db().loopNode.findMany({ where: { OR: [{ kind, key: id }, ...byRow] }, select: { id: true } });
	return nodes.map((node) => node.id);
}
