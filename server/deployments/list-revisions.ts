import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { chooseWayBack, lastEndings } from "./internal/choose-way-back.ts";
import { changeableTarget, findPlace } from "./internal/find-place.ts";
import { deploymentStatusSchema, type Revision } from "./schema.ts";

/** Every template that ran in a place, newest first, at most 50: what a rollback may go back to. Throws Problem 404, 422. */
export async function listRevisions(
	actor: Actor,
	{ service, environment }: { service: string; environment: string },
): Promise<{ items: Revision[] }> {
	const place = await findPlace(db(), service, environment);
	await authorize(actor, "deployments.read", {
		teamId: place.service.ownerTeamId,
		environment: place.environment,
		subject: { kind: "service", id: place.serviceId },
	});
	const target = changeableTarget(place);
	if (!target) return { items: [] };
	const rows = await db().revisionTemplate.findMany({
		where: { targetId: target.id },
		orderBy: { lastSeenAt: "desc" },
		take: 50,
	});
	const digests = rows.flatMap(({ digest }) => digest ?? []);
	const [artifacts, holds, endings, bad] = await Promise.all([
		db().artifact.findMany({ where: { digest: { in: digests } }, include: { commit: true } }),
		db().versionHold.findMany({ where: { serviceId: place.serviceId, liftedAt: null } }),
		lastEndings(db(), place),
		db().deployment.findFirst({
			where: { serviceId: place.serviceId, environmentId: place.environmentId, generation: { not: null } },
			orderBy: { requestedAt: "desc" },
		}),
	]);
	const suggested = await chooseWayBack(db(), place, { bad });
	const byDigest = new Map(artifacts.map((artifact) => [artifact.digest, artifact]));
	const held = new Set(holds.map(({ digest }) => digest));
	return {
		items: rows.map((row, index) => {
			const artifact = row.digest ? byDigest.get(row.digest) : undefined;
			return {
				templateId: row.id,
				revision: row.revision,
				image: row.image,
				digest: row.digest,
				version: artifact?.version ?? null,
				commitSha: artifact?.commitSha ?? null,
				commitTitle: artifact?.commit?.message.split("\n")[0] ?? null,
				author: artifact?.commit ? (artifact.commit.authorLogin ?? artifact.commit.authorName) : null,
				firstSeenAt: row.firstSeenAt.toISOString(),
				lastSeenAt: row.lastSeenAt.toISOString(),
				current: index === 0,
				held: row.digest !== null && held.has(row.digest),
				lastStatus: deploymentStatusSchema.safeParse(endings.get(row.id)).data ?? null,
				suggested: suggested?.id === row.id,
			};
		}),
	};
}
