import type { z } from "zod";
import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { findPlace } from "./internal/find-place.ts";
import { autoRollbackInputSchema } from "./schema.ts";

/** Says what happens by itself when a deployment goes wrong, for an environment or for one service in it. Throws Problem 403, 404. */
export async function setAutoRollback(actor: Actor, input: z.input<typeof autoRollbackInputSchema>): Promise<void> {
	const { service, environment, autoRollback } = autoRollbackInputSchema.parse(input);
	const place = service ? await findPlace(db(), service, environment) : null;
	const found = place?.environment ?? (await db().environment.findUnique({ where: { name: environment } }));
	if (!found) throw notFound("environment", environment);
	const teamId = place?.service.ownerTeamId ?? null;
	const subject = place ? { kind: "service-environment", id: place.id } : { kind: "environment", id: found.id };
	await authorize(actor, "environment.configure", { teamId, environment: found, subject });
	await transaction(async (tx) => {
		if (place) await tx.serviceEnvironment.update({ where: { id: place.id }, data: { autoRollback } });
		else await tx.environment.update({ where: { id: found.id }, data: { autoRollback } });
		await audit(tx, {
			actor,
			action: "environment.configure",
			subject,
			teamId,
			environment,
			before: { autoRollback: place ? place.autoRollback : found.autoRollback },
			after: { autoRollback },
		});
		await touch(tx, [
			`${subject.kind}:${subject.id}`,
			"service-environments",
			...(place ? [`service:${place.serviceId}`] : []),
		]);
	});
}
