import type { z } from "zod";
import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { invalid, notFound } from "#server/platform/errors.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { Prisma } from "../../../prisma/generated/client.ts";
import { scaleLimits } from "../operate/limits.ts";
import { alertScalingSchema } from "./schema.ts";

type Where = { service: string; environment: string };

/** Says which alert brings a place more pods; null takes the rule away. Throws Problem 403, 404, 422 beyond the role's limit. */
export async function setAlertScaling(
	actor: Actor,
	where: Where,
	given: z.input<typeof alertScalingSchema> | null,
): Promise<void> {
	const rule = alertScalingSchema.nullable().parse(given);
	const place = await db().serviceEnvironment.findFirst({
		where: { service: { name: where.service, kind: "component" }, environment: { name: where.environment } },
		include: { service: true, environment: true },
	});
	if (!place) throw notFound("service in that environment", `${where.service}/${where.environment}`);
	const { environment, service } = place;
	const subject = { kind: "service-environment", id: place.id };
	const teamId = service.ownerTeamId;
	await authorize(actor, "environment.configure", { teamId, environment, subject });
	const { most } = scaleLimits(actor, { teamId, environment });
	if (rule && rule.most > most)
		throw invalid("beyond-limit", `Your role may ask for ${most} pods at most. An operator may ask for more.`, {
			most,
		});
	await transaction(async (tx) => {
		const data = { alertScaling: rule ?? Prisma.DbNull };
		await tx.serviceEnvironment.update({ where: { id: place.id }, data });
		await audit(tx, {
			...{ actor, action: "environment.configure", subject, teamId, environment: environment.name },
			...{ before: { alertScaling: place.alertScaling ?? null }, after: { alertScaling: rule } },
		});
		await touch(tx, [`service-environment:${place.id}`, "service-environments", `service:${service.id}`]);
	});
}
