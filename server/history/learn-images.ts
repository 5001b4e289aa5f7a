import { observeImage } from "#server/artifacts/ingest/observe-image.ts";
import { saveArtifact } from "#server/artifacts/ingest/save-artifact.ts";
import { db } from "#server/platform/database.ts";
import { log } from "#server/platform/log.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { History } from "./history-schema.ts";
import type { Places } from "./known-places.ts";

type Past = History["deployments"][number];

/**
 * Asks the registry for the images that past deployments ran and that are not known yet, so that they tie to them; nobody has
 * to wait until every tag was looked through. One that is gone is passed over. Returns how many are missing because the
 * registry did not answer.
 */
export async function learnImages(history: History, places: Places): Promise<number> {
	const byDigest = new Map(history.deployments.map((past) => [past.digest, past]));
	const known = await db().artifact.findMany({
		where: { digest: { in: [...byDigest.keys()] } },
		select: { digest: true },
	});
	for (const { digest } of known) byDigest.delete(digest);
	let unanswered = 0;
	for (const past of byDigest.values()) {
		await learn(past, places.services.get(past.service) ?? null).catch((error: Error) => {
			unanswered += 1;
			log.debug({ image: past.image, error: error.message }, "an image of the past could not be read");
		});
	}
	return unanswered;
}

async function learn({ image, digest, requestedAt }: Past, serviceId: string | null): Promise<void> {
	const repository = image.split("@", 1)[0] ?? image;
	const seen = await observeImage({ repository, digest, serviceId, tag: null, runId: null, at: requestedAt });
	if (seen) await transaction((tx) => saveArtifact(tx, seen, new Date()));
}
