import { recordPastDeployment } from "#server/deployments/record-past-deployment.ts";
import { ensurePeople, personOf } from "./ensure-people.ts";
import type { History } from "./history-schema.ts";
import { idOf, type Places } from "./known-places.ts";
import { naturalId } from "./natural-id.ts";

type Past = History["deployments"][number];

/** The row id of a past deployment. */
export const pastDeploymentId = (past: Past): string =>
	naturalId("deployment", past.service, past.environment, past.requestedAt.toISOString());

/** Writes the deployments of the past, oldest first, so that what one takes back is there before it. */
export async function importDeployments(history: History, places: Places): Promise<void> {
	const people = await ensurePeople({ ...history, items: [] });
	const running = new Map<string, Past>();
	for (const past of history.deployments) {
		const place = `${past.service}/${past.environment}`;
		const before = running.get(place);
		const takenBack = past.rollbackOf === null ? undefined : history.deployments[past.rollbackOf];
		await recordPastDeployment({
			id: pastDeploymentId(past),
			serviceId: idOf(places.services, past.service),
			environmentId: idOf(places.environments, past.environment),
			kind: takenBack ? "rollback" : "deploy",
			status: past.outcome,
			image: past.image,
			digest: past.digest,
			fromImage: before?.image ?? null,
			fromDigest: before?.digest ?? null,
			actor: { kind: "person", ...personOf(people, past.by) },
			reason: past.reason,
			rollbackOfId: takenBack ? pastDeploymentId(takenBack) : null,
			requestedAt: past.requestedAt,
			startedAt: past.startedAt,
			rolledOutAt: past.outcome === "failed" ? null : past.finishedAt,
			finishedAt: past.finishedAt,
		});
		if (past.outcome !== "failed") running.set(place, past);
	}
}
