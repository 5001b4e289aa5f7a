import { z } from "zod";
import { db } from "#server/platform/database.ts";
import { findCarriedItems } from "./find-carried-items.ts";

type Event = { subjectKind: string; subjectId: string; data: unknown };
/** `nodes`: their whole threads may look different; `carried`: items that only an image after theirs ties to what happened. */
export type Affected = { nodes: string[]; carried: string[] };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const movedSchema = z.object({ before: z.object({ digest: z.string().nullable() }) });

/** The nodes an event speaks of, and the items of earlier images that it reaches. */
export async function findAffectedNodes(event: Event): Promise<Affected> {
	const { subjectKind: kind, subjectId: id } = event;
	if (!uuid.test(id)) return { nodes: await nodesOf(kind, id), carried: [] };
	if (kind === "service-environment") return ofPlace(id, event.data);
	if (kind === "deployment") return { nodes: await nodesOf(kind, id), carried: await carriedBy(id) };
	if (kind === "loop-node") return { nodes: [id], carried: await behindArtifact(id) };
	return { nodes: await nodesOf(kind, id), carried: [] };
}

async function nodesOf(kind: string, id: string): Promise<string[]> {
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

/** For a service in an environment: the images that run there now and ran there before. */
async function ofPlace(id: string, data: unknown): Promise<Affected> {
	const place = await db().serviceEnvironment.findUnique({
		where: { id },
		select: { runningDigest: true, environmentId: true },
	});
	if (!place) return { nodes: [], carried: [] };
	const before = movedSchema.safeParse(data).data?.before.digest;
	const digests = [place.runningDigest, before].filter((digest) => typeof digest === "string");
	const found = await db().loopNode.findMany({
		where: { kind: "artifact", key: { in: digests } },
		select: { id: true },
	});
	const nodes = found.map((node) => node.id);
	return { nodes, carried: await carriedTo([place.environmentId], nodes) };
}

async function carriedBy(deploymentId: string): Promise<string[]> {
	const deployment = await db().deployment.findUnique({
		where: { id: deploymentId },
		select: { environmentId: true, artifact: { select: { node: { select: { id: true } } } } },
	});
	const node = deployment?.artifact?.node;
	return node ? carriedTo([deployment.environmentId], [node.id]) : [];
}

/** Of an image whose joints changed, in every environment of its service. */
async function behindArtifact(nodeId: string): Promise<string[]> {
	const node = await db().loopNode.findUnique({
		where: { id: nodeId },
		select: { artifact: { select: { serviceId: true } } },
	});
	const serviceId = node?.artifact?.serviceId;
	if (!serviceId) return [];
	const places = await db().serviceEnvironment.findMany({ where: { serviceId }, select: { environmentId: true } });
	return carriedTo(
		places.map(({ environmentId }) => environmentId),
		[nodeId],
	);
}

async function carriedTo(environmentIds: string[], artifactNodeIds: string[]): Promise<string[]> {
	const found = new Set<string>();
	for (const environmentId of environmentIds)
		for (const artifactNodeId of artifactNodeIds)
			for (const id of await findCarriedItems(db(), { artifactNodeId, environmentId })) found.add(id);
	return [...found];
}
