import type { Actor } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import type { FoundPlace } from "./find-place.ts";

type Held = {
	place: FoundPlace;
	digest: string;
	reason: { code: string; [param: string]: string | null };
	deploymentId: string | null;
	incidentId: string | null;
};

/** Holds a version of a service on every path, unless it is held already. */
export async function holdVersion(tx: Transaction, actor: Actor, held: Held): Promise<void> {
	const { place, digest, reason, deploymentId, incidentId } = held;
	const { serviceId, service, environment } = place;
	const standing = await tx.versionHold.findFirst({ where: { serviceId, digest, liftedAt: null } });
	if (standing) return;
	const hold = await tx.versionHold.create({ data: { serviceId, digest, reason, deploymentId, incidentId } });
	await recordEvent(tx, {
		type: "version.held",
		actor,
		subject: { kind: "artifact", id: digest },
		serviceId,
		teamId: service.ownerTeamId,
		data: { ...reason, holdId: hold.id, digest, environment: environment.name, deploymentId },
	});
}
