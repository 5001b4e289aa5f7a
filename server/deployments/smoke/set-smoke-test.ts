import type { z } from "zod";
import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import { requestPath, servicePort } from "#server/connectors/kubernetes/ask-service.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { Prisma } from "../../../prisma/generated/client.ts";
import { findPlace } from "../internal/find-place.ts";
import { smokeTestSchema } from "./schema.ts";

/** What can be asked for through an API server without leaving the service. */
export const askable = smokeTestSchema.extend({ port: servicePort, path: requestPath });

type Where = { service: string; environment: string };

/** Says what a new version must answer in a place; null takes the test away. Throws Problem 403, 404. */
export async function setSmokeTest(
	actor: Actor,
	where: Where,
	given: z.input<typeof smokeTestSchema> | null,
): Promise<void> {
	const smokeTest = askable.nullable().parse(given);
	const place = await findPlace(db(), where.service, where.environment);
	const { environment, service } = place;
	const subject = { kind: "service-environment", id: place.id };
	const teamId = service.ownerTeamId;
	await authorize(actor, "environment.configure", { teamId, environment, subject });
	await transaction(async (tx) => {
		const data = { smokeTest: smokeTest ?? Prisma.DbNull };
		await tx.serviceEnvironment.update({ where: { id: place.id }, data });
		await audit(tx, {
			...{ actor, action: "environment.configure", subject, teamId, environment: environment.name },
			...{ before: { smokeTest: place.smokeTest ?? null }, after: { smokeTest } },
		});
		await touch(tx, [`service-environment:${place.id}`, "service-environments", `service:${service.id}`]);
	});
}
