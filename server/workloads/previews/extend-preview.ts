import { audit } from "#server/access/audit.ts";
import type { Actor } from "#server/platform/actor.ts";
import { invalid } from "#server/platform/errors.ts";
import { transaction } from "#server/platform/transaction.ts";
import { loadToManage } from "./end-preview.ts";
import { mostHours } from "./schema.ts";
import { tellPreview } from "./tell-preview.ts";

const hourMs = 3_600_000;

/** Lets a preview live longer, never beyond seven days from now. Throws Problem 403, 404, 409 `preview-over`, 422 `too-long`. */
export async function extendPreview(
	actor: Actor,
	{ id, hours }: { id: string; hours: number },
): Promise<{ endsAt: string }> {
	const preview = await loadToManage(actor, id);
	const endsAt = new Date(preview.endsAt.getTime() + hours * hourMs);
	if (endsAt.getTime() > Date.now() + mostHours * hourMs)
		throw invalid("too-long", `A preview lives for ${mostHours / 24} days at most, counted from now.`, {
			days: mostHours / 24,
		});
	await transaction(async (tx) => {
		await tx.preview.update({ where: { id }, data: { endsAt } });
		await audit(tx, {
			...{ actor, action: "preview.manage", subject: { kind: "preview", id }, teamId: preview.service.ownerTeamId },
			...{ environment: preview.environment, before: { endsAt: preview.endsAt.toISOString() } },
			after: { what: "extend", hours, endsAt: endsAt.toISOString() },
		});
		await tellPreview(tx, preview, { what: "extended", actor, data: { hours } });
	});
	return { endsAt: endsAt.toISOString() };
}
