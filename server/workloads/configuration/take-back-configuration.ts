import { authorize } from "#server/access/authorize.ts";
import { findPlaceToOperate } from "#server/deployments/find-place-to-operate.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { conflict, invalid, notFound } from "#server/platform/errors.ts";
import { passFreeze } from "./internal/pass-freeze.ts";
import { changedKeySchema } from "./schema.ts";
import { isConfigurationOvertaken, undoConfiguration } from "./undo-configuration.ts";

/**
 * Asks for the value again that a key had before a change. Throws Problem 403, 404, 422 `configuration-no-undo` for a secret, and 409
 * `configuration-frozen`, `configuration-not-done`, `configuration-overtaken`, `rollout-running` or `change-running`.
 */
export async function takeBackConfiguration(actor: Actor, id: string, reason: string): Promise<{ id: string }> {
	const change = await db().workloadChange.findUnique({ where: { id }, include: { undone: true } });
	if (change?.action !== "configure") throw notFound("change of configuration", id);
	const { connectionId, namespace, kind, name, serviceId } = change;
	const { place, running } = await findPlaceToOperate(serviceId, change.environment);
	await authorize(actor, "configuration.change", {
		...{ teamId: place.service.ownerTeamId, environment: place.environment, subject: { kind: "workload-change", id } },
	});
	const freeze = await passFreeze(actor, place);
	const { object, key, hidden } = changedKeySchema.parse(change.after);
	const params = { object, key };
	if (hidden)
		throw invalid("configuration-no-undo", "Lazo does not keep its earlier value, so it cannot be put back.", params);
	if (change.status !== "done" || change.undone)
		throw conflict("configuration-not-done", "This change was not made, or it was put back already.", params);
	if (await isConfigurationOvertaken(change))
		throw conflict("configuration-overtaken", `${key} was changed again since. Take the newest change back.`, params);
	if (running)
		throw conflict("rollout-running", "A rollout is under way here. Wait until it ends, or abort it.", {
			...{ deploymentId: running.id, by: running.by },
		});
	const where = { connectionId_namespace_kind_name: { connectionId, namespace, kind, name } };
	const workload = await db().workload.findUnique({ where });
	if (!workload || workload.deletedAt) throw notFound("workload", name);
	return undoConfiguration(change, { place, workload, actor, reason, freeze });
}
