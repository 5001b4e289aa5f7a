import { decide } from "#server/access/decide.ts";
import type { PlaceToOperate } from "#server/deployments/find-place-to-operate.ts";
import { findRunningFreeze } from "#server/deployments/freezes/find-running-freeze.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { conflict } from "#server/platform/errors.ts";

/**
 * The name of the freeze that is passed over by somebody who may, or null when none is running.
 * Throws Problem 409 `configuration-frozen`.
 */
export async function passFreeze(actor: Actor, place: PlaceToOperate): Promise<string | null> {
	const { environment, environmentId, service } = place;
	const freeze = await findRunningFreeze(db(), environmentId, new Date());
	if (!freeze) return null;
	if (decide(actor, "gate.override", { teamId: service.ownerTeamId, environment }).allowed) return freeze.name;
	throw conflict(
		"configuration-frozen",
		`${environment.title} is frozen (${freeze.name}) until ${freeze.until.toISOString()}. Who may pass gates over can change it.`,
		{ environment: environment.title, name: freeze.name, until: freeze.until.toISOString() },
	);
}
