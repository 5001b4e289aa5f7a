import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { Prisma } from "../../prisma/generated/client.ts";
import { type FoundPlace, findPlace } from "./internal/find-place.ts";

export type RulePlace = { service: string; environment: string };
type Rule = {
	name: "way" | "smokeTest" | "metricGates" | "alertScaling";
	/** Null takes the rule away. */
	value: Prisma.InputJsonValue | null;
	/** What else must be so, for somebody who may configure; throws when it is not. */
	check?: (place: FoundPlace) => Promise<void> | void;
};

/** Keeps what was chosen for a service in an environment, with its audit line. Throws Problem 403, 404, 422. */
export async function setRule(actor: Actor, where: RulePlace, { name, value, check }: Rule): Promise<void> {
	const place = await findPlace(db(), where.service, where.environment);
	const { environment, service } = place;
	const subject = { kind: "service-environment", id: place.id };
	const teamId = service.ownerTeamId;
	await authorize(actor, "environment.configure", { teamId, environment, subject });
	await check?.(place);
	await transaction(async (tx) => {
		await tx.serviceEnvironment.update({ where: { id: place.id }, data: { [name]: value ?? Prisma.DbNull } });
		await audit(tx, {
			...{ actor, action: "environment.configure", subject, teamId, environment: environment.name },
			...{ before: { [name]: place[name] }, after: { [name]: value } },
		});
		await touch(tx, [`service-environment:${place.id}`, "service-environments", `service:${service.id}`]);
	});
}
