import { authorize } from "#server/access/authorize.ts";
import { decide } from "#server/access/decide.ts";
import { listRules } from "#server/deployments/list-rules.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { pricesOf } from "./cost.ts";
import { type PreviewRuleAnswer, previewRuleSchema } from "./schema.ts";

/** How previews of a service are made, and what may be chosen. Throws Problem 404. */
export async function getPreviewRule(actor: Actor, name: string): Promise<PreviewRuleAnswer> {
	const service = await db().entity.findFirst({
		where: { kind: "component", name },
		include: { previewRule: true },
		orderBy: { ref: "asc" },
	});
	if (!service) throw notFound("service", name);
	await authorize(actor, "deployments.read", {
		teamId: service.ownerTeamId,
		subject: { kind: "service", id: service.id },
	});
	const { items } = await listRules(actor, service.id, () => ({}));
	const { previewRule: row } = service;
	return {
		rule: row && previewRuleSchema.parse({ ...settingsIn(row.settings), environment: row.environment }),
		prices: pricesOf(),
		environments: items.map(({ environment }) => environment),
		mayConfigure: decide(actor, "environment.configure", { teamId: service.ownerTeamId }).allowed,
		mayRequest: decide(actor, "preview.manage", { teamId: service.ownerTeamId }).allowed,
	};
}

const settingsIn = (settings: unknown) => (typeof settings === "object" ? settings : null);
