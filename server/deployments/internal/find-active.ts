import type { Reader } from "#server/platform/database.ts";

/** The one rollout that is under way there, or null. */
export const findActive = (
	reader: Reader,
	{ serviceId, environmentId }: { serviceId: string; environmentId: string },
) =>
	reader.deployment.findFirst({
		where: { serviceId, environmentId, status: { in: ["requested", "applying", "rolling"] } },
		orderBy: { requestedAt: "desc" },
	});

/** How an actor that was written down is called. */
export function nameOf(actor: unknown): string {
	if (typeof actor !== "object" || actor === null) return "?";
	const { name, login, id } = actor as { name?: unknown; login?: unknown; id?: unknown };
	return String(name ?? login ?? id ?? "?");
}
