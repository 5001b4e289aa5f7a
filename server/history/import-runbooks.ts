import { setTimeout as pause } from "node:timers/promises";
import { audit } from "#server/access/audit.ts";
import { findRepositoryOf } from "#server/pipelines/ingest/find-repository-of.ts";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import { log } from "#server/platform/log.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { History } from "./history-schema.ts";
import { idOf, type Places } from "./known-places.ts";

/** Workflows are read after their repositories; a runbook whose workflow nobody has seen by then is left out. */
const patienceMs = 60_000;
const actor = automation("history-import");
type PastRunbook = History["runbooks"][number];

/** Writes runbooks whose service has none of that title. Safe to repeat. */
export async function importRunbooks({ runbooks }: History, places: Places, signal: AbortSignal): Promise<void> {
	const deadline = Date.now() + patienceMs;
	let waiting = runbooks;
	while (waiting.length > 0 && !signal.aborted) {
		const left: PastRunbook[] = [];
		for (const runbook of waiting) if (!(await importRunbook(runbook, places))) left.push(runbook);
		waiting = left;
		if (Date.now() > deadline) break;
		if (waiting.length > 0) await pause(1_000, undefined, { signal }).catch(() => {});
	}
	for (const { service, workflow } of waiting) log.warn({ service, workflow }, "a runbook's workflow is not known");
}

/** False while its workflow is not known. */
async function importRunbook(
	{ service, workflow: path, ...rules }: PastRunbook,
	{ services }: Places,
): Promise<boolean> {
	const serviceId = idOf(services, service);
	if (await db().runbook.findFirst({ where: { serviceId, title: rules.title } })) return true;
	const entity = await db().entity.findUniqueOrThrow({ where: { id: serviceId } });
	const repository = await findRepositoryOf(db(), entity);
	const workflow = repository && (await db().workflow.findFirst({ where: { repositoryId: repository.id, path } }));
	if (!workflow) return false;
	await transaction(async (tx) => {
		const { id } = await tx.runbook.create({ data: { serviceId, workflowId: workflow.id, ...rules } });
		const about = {
			action: "runbook.configure",
			subject: { kind: "runbook", id },
			teamId: entity.ownerTeamId,
		} as const;
		await audit(tx, { actor, ...about, after: { service, workflowId: workflow.id, ...rules } });
		await touch(tx, [`runbook:${id}`, "runbooks", `service:${serviceId}`]);
	});
	return true;
}
