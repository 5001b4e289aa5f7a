import { splitRepository } from "#server/connectors/registry/image-reference.ts";
import { listTags } from "#server/connectors/registry/list-tags.ts";
import { findRegistry } from "#server/connectors/registry/open-registry.ts";
import { db } from "#server/platform/database.ts";
import { log } from "#server/platform/log.ts";
import { transaction } from "#server/platform/transaction.ts";
import { imageOf } from "../find-service-of-image.ts";
import { observeImage } from "../ingest/observe-image.ts";
import { saveArtifact } from "../ingest/save-artifact.ts";

/** Tags that are known are not read again, unless they look as if they move. */
const moving = /^(latest|main|master|edge|nightly|stable|dev)$/;

/** Looks through the tags of one service's image and writes down those that are not known. Returns how many it read. */
export async function syncServiceImages(serviceId: string): Promise<number> {
	const service = await db().entity.findUnique({ where: { id: serviceId }, select: { annotations: true } });
	const repository = imageOf(service?.annotations);
	const place = repository ? splitRepository(repository) : null;
	const registry = place ? await findRegistry(place.host) : null;
	if (!repository || !place || !registry) return 0;
	const tags = await listTags(registry, place.name);
	const known = await db().artifact.findMany({ where: { repository }, select: { tags: true } });
	const knownTags = new Set(known.flatMap((artifact) => artifact.tags));
	const unread = tags.filter((tag) => moving.test(tag) || !knownTags.has(tag));
	for (const tag of unread) {
		const seen = await observeImage({ repository, tag, digest: null, runId: null, serviceId, at: new Date() });
		if (seen) await transaction((tx) => saveArtifact(tx, seen, new Date()));
	}
	return unread.length;
}

/** Does so for every service that names an image. One that fails does not keep the others from being looked at. */
export async function syncRegistry(): Promise<void> {
	const services = await db().entity.findMany({
		where: { kind: "component", orphanedAt: null, annotations: { path: ["lazo.dev/image"], string_contains: "/" } },
		select: { id: true, name: true },
	});
	for (const { id, name } of services)
		await syncServiceImages(id).catch((error: Error) =>
			log.warn({ service: name, error: error.message }, "images could not be read"),
		);
}
