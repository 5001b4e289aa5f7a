import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import type { Thread, ThreadNode } from "./schema.ts";
import { describeThing } from "./thread/describe.ts";
import { loadFacts } from "./thread/load-facts.ts";
import { judgeStations } from "./thread/stations.ts";
import { loadSubgraph } from "./thread/subgraph.ts";
import { loadThings } from "./thread/things.ts";

/** A subject of a thread: the row id of the thing, or its natural key (PAY-112, a commit's sha, sha256:…). */
export type ThreadSubject = { kind: ThreadNode["kind"]; id: string };

/** The whole thread of one thing, both ways: what led to it and what came of it. Throws Problem 404 when it is not in the loop. */
export async function getThread(actor: Actor, subject: ThreadSubject): Promise<Thread> {
	await authorize(actor, "loop.read", { subject });
	const nodeId = await findSubject(subject);
	if (!nodeId) throw notFound(subject.kind, subject.id);
	const { nodeIds, edges, truncated } = await loadSubgraph(db(), nodeId);
	const things = await loadThings(db(), nodeIds);
	const facts = await loadFacts(db(), nodeId, things);
	const nodes = things.flatMap((thing) => describeThing(thing) ?? []);
	const described = nodes.find((node) => node.nodeId === nodeId);
	if (!described) throw notFound(subject.kind, subject.id);
	return {
		subject: described,
		stations: judgeStations(facts),
		nodes,
		edges: edges.map(({ fromId, toId, kind, evidence, confidence }) => ({
			from: fromId,
			to: toId,
			kind,
			confidence: confidence as "exact",
			evidence: flat(evidence),
		})),
		truncated,
	};
}

const columns = {
	item: "itemId",
	"pull-request": "pullRequestId",
	commit: "commitId",
	run: "runId",
	artifact: "artifactId",
	deployment: "deploymentId",
	alert: "alertId",
	incident: "incidentId",
} as const;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

async function findSubject({ kind, id }: ThreadSubject): Promise<string | null> {
	const where = uuid.test(id) ? { kind, [columns[kind]]: id } : { kind, key: id };
	const node = await db().loopNode.findFirst({ where, select: { id: true } });
	return node?.id ?? null;
}

function flat(evidence: unknown): Record<string, string> {
	if (typeof evidence !== "object" || evidence === null) return {};
	return Object.fromEntries(Object.entries(evidence).map(([name, value]) => [name, String(value)]));
}
