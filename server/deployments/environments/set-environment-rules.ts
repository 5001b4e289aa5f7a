import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { invalid, notFound } from "#server/platform/errors.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { judgedGates } from "../gates/list-gates.ts";
import { type EnvironmentRules, environmentRulesSchema } from "./schema.ts";

/** Says what an environment asks of a deployment; what is not named stays. Throws Problem 403, 404, 422 `unknown-gate`. */
export async function setEnvironmentRules(actor: Actor, environment: string, input: EnvironmentRules): Promise<void> {
	const wanted = environmentRulesSchema.parse(input);
	const found = await db().environment.findUnique({ where: { name: environment } });
	if (!found) throw notFound("environment", environment);
	const subject = { kind: "environment", id: found.id };
	await authorize(actor, "environment.configure", { teamId: null, environment: found, subject });
	const known = judgedGates.map(({ code }) => code);
	const unknown = Object.keys(wanted.gateModes ?? {}).find((code) => !known.includes(code));
	if (unknown)
		throw invalid("unknown-gate", `There is no gate "${unknown}" to weigh. Known: ${known.join(", ")}.`, {
			gate: unknown,
		});
	const data = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
	const { approval, approvalHours, soakMinutes, gateModes } = found;
	await transaction(async (tx) => {
		await tx.environment.update({ where: { id: found.id }, data });
		await audit(tx, {
			...{ actor, action: "environment.configure", subject, environment },
			...{ before: { approval, approvalHours, soakMinutes, gateModes }, after: data },
		});
		await touch(tx, ["environments", "deployments"]);
	});
}
