import type { ReplicaSetObject, WorkloadObject } from "#server/connectors/kubernetes/objects.ts";
import {
	bareTemplate,
	digestIn,
	exactHash,
	mainContainer,
	type PodTemplate,
	revisionHash,
	revisionIn,
	templateSchema,
} from "#server/connectors/kubernetes/template.ts";
import type { Transaction } from "#server/platform/database.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import type { TargetObservation } from "./target-observation.ts";

/** `back`: the template had been seen before to the letter and something else ran since, as after a rollout undo. */
type Kept = { id: string; back: boolean };
type Seen = { template: PodTemplate; hash: string; revision: number | null; firstSeenAt: Date; lastSeenAt: Date };

/** Keeps every template that the cluster shows, those of old ReplicaSets too; returns the current one. */
export async function keepRevisions(
	tx: Transaction,
	target: { id: string; container: string },
	{ workload, replicaSets, now }: TargetObservation,
): Promise<Kept> {
	const known = await tx.revisionTemplate.findMany({
		where: { targetId: target.id },
		select: { id: true, hash: true, image: true },
	});
	const hashes = new Set(known.map(({ hash }) => hash));
	const images = new Set(known.map(({ image }) => image));
	// An old ReplicaSet's template ran until the next one began; its own creation is the only time the cluster keeps.
	for (const old of replicaSets.filter((one) => !isCurrent(one, workload))) {
		if (hashes.has(old.revisionHash)) continue;
		const image = mainContainer(old.template, target.container)?.image ?? "";
		// The API server fills in what the template of a Rollout leaves out, so only images tell which one it was.
		if (workload.stages && images.has(image)) continue;
		images.add(image);
		hashes.add(old.revisionHash);
		const { template, revision, createdAt, revisionHash: hash } = old;
		await save(tx, target, { template, hash, revision, firstSeenAt: createdAt, lastSeenAt: createdAt });
	}
	return save(tx, target, {
		template: workload.template,
		hash: revisionHash(workload.template),
		revision: revisionIn(workload.annotations),
		firstSeenAt: now,
		lastSeenAt: now,
	});
}

const isCurrent = ({ exactHash, podTemplateHash }: ReplicaSetObject, { stages, ...workload }: WorkloadObject) =>
	stages ? podTemplateHash === stages.podHash : exactHash === workload.exactHash;

async function save(tx: Transaction, target: { id: string; container: string }, seen: Seen): Promise<Kept> {
	const image = mainContainer(seen.template, target.container)?.image ?? "";
	// To the letter as it was last seen, so that going back to it uses its ReplicaSet again.
	const template: Prisma.InputJsonObject = JSON.parse(JSON.stringify(bareTemplate(seen.template)));
	const { revision, lastSeenAt, firstSeenAt, hash } = seen;
	const key = { targetId_hash: { targetId: target.id, hash } };
	const before = await tx.revisionTemplate.findUnique({ where: key, select: { template: true } });
	const { id } = await tx.revisionTemplate.upsert({
		where: key,
		create: { targetId: target.id, hash, template, image, digest: digestIn(image), revision, firstSeenAt, lastSeenAt },
		update: { template, lastSeenAt, ...(revision && { revision }) },
		select: { id: true },
	});
	const known = templateSchema.safeParse(before?.template).data;
	return { id, back: known !== undefined && exactHash(known) === exactHash(seen.template) };
}
