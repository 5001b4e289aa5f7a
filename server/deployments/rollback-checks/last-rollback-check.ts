import type { Reader } from "#server/platform/database.ts";
import { check } from "./check.ts";
import type { RollbackCheck } from "./schema.ts";

const bad = new Set(["failed", "rolled_back"]);

/** How the last rollback of a service went, here or, when there was none, in another environment. */
export async function lastRollbackCheck(
	reader: Reader,
	{ serviceId, environmentId }: { serviceId: string; environmentId: string },
): Promise<RollbackCheck> {
	const newest = (where: { environmentId?: string }) =>
		reader.deployment.findFirst({
			where: { serviceId, kind: "rollback", ...where },
			orderBy: { requestedAt: "desc" },
			include: { environment: { select: { title: true } } },
		});
	const last = (await newest({ environmentId })) ?? (await newest({}));
	if (!last) return check("last-rollback", "pass", { status: "none" });
	const params = {
		id: last.id,
		status: last.status,
		at: last.requestedAt.toISOString(),
		place: last.environment.title,
	};
	return check("last-rollback", bad.has(last.status) ? "warn" : "pass", params);
}
