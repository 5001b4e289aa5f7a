import type { z } from "zod";
import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { Prisma } from "../../../prisma/generated/client.ts";
import { metricGatesSchema } from "./schema.ts";

type Where = { service: string; environment: string };

/** Says what must hold while a version is watched in a place; none takes all gates away. Throws Problem 403, 404. */
export async function setMetricGates(
	actor: Actor,
	where: Where,
	given: z.input<typeof metricGatesSchema>,
): Promise<void> {
	const gates = metricGatesSchema.parse(given);
	const place = await db().serviceEnvironment.findFirst({
		where: { service: { name: where.service, kind: "component" }, environment: { name: where.environment } },
		include: { service: true, environment: true },
	});
	if (!place) throw notFound("service in that environment", `${where.service}/${where.environment}`);
	const { environment, service } = place;
	const subject = { kind: "service-environment", id: place.id };
	const teamId = service.ownerTeamId;
	await authorize(actor, "environment.configure", { teamId, environment, subject });
	await transaction(async (tx) => {
		const metricGates = gates.length > 0 ? gates : Prisma.DbNull;
		await tx.serviceEnvironment.update({ where: { id: place.id }, data: { metricGates } });
		await audit(tx, {
			...{ actor, action: "environment.configure", subject, teamId, environment: environment.name },
			...{ before: { metricGates: place.metricGates ?? [] }, after: { metricGates: gates } },
		});
		await touch(tx, [`service-environment:${place.id}`, "service-environments", `service:${service.id}`]);
	});
}
