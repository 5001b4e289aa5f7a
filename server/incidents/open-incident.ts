import { ensureNode, link } from "#server/loop/link.ts";
import { fileItem, reopenItem } from "#server/planning/file-item.ts";
import { type Actor, automation } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { findSuspects } from "./find-suspects.ts";

export type Trouble = {
	serviceId: string;
	environmentId: string;
	/** Alert name or failure code: what keeps coming back belongs to one family. */
	cause: string;
	severity: "critical" | "warning" | "info";
	/** { code, … } for the reader's language. */
	title: { code: string; [param: string]: string | number };
	/** English words for the backlog: what the alert or the cluster said. */
	summary: string;
	startedAt: Date;
	detectedAt?: Date;
	/** The deployment that is known to be the cause; else suspects are sought. */
	deploymentId?: string;
};

const actor: Actor = automation("incidents");
const rejoinMs = 10 * 60_000;

/**
 * Opens the incident of a family, or joins the one that is open; one that ended within 10 minutes opens again and counts as a flap.
 * Files one item in the owning team's backlog, or reopens the family's. Part of the caller's transaction; safe to repeat.
 */
export async function openIncident(tx: Transaction, trouble: Trouble): Promise<{ id: string; opened: boolean }> {
	const { serviceId, environmentId, cause } = trouble;
	const family = await lockFamily(tx, trouble);
	const known = await tx.incident.findFirst({ where: { familyId: family.id }, orderBy: { startedAt: "desc" } });
	if (known && !known.resolvedAt) return { id: known.id, opened: false };
	if (known?.resolvedAt && trouble.startedAt.getTime() - known.resolvedAt.getTime() < rejoinMs) {
		await tx.incident.update({
			where: { id: known.id },
			data: { status: "open", resolvedAt: null, flaps: { increment: 1 } },
		});
		await recordEvent(tx, {
			type: "incident.changed",
			actor,
			subject: { kind: "incident", id: known.id },
			serviceId,
			teamId: known.teamId,
			occurredAt: trouble.startedAt,
			data: { change: "reopened" },
		});
		return { id: known.id, opened: false };
	}
	const service = await tx.entity.findUniqueOrThrow({ where: { id: serviceId }, include: { owner: true } });
	const suspicion = await suspect(tx, trouble);
	const incident = await tx.incident.create({
		data: {
			familyId: family.id,
			serviceId,
			environmentId,
			teamId: service.ownerTeamId,
			title: trouble.title,
			severity: trouble.severity,
			status: "open",
			startedAt: trouble.startedAt,
			detectedAt: trouble.detectedAt ?? new Date(),
			suspectId: suspicion?.deploymentId ?? null,
			...(suspicion && {
				suspicion: { score: suspicion.score, reasons: suspicion.reasons },
				suspectState: "suggested",
			}),
		},
	});
	await tx.incidentFamily.update({
		where: { id: family.id },
		data: { recurrences: { increment: 1 }, lastAt: trouble.startedAt },
	});
	const node = await ensureNode(tx, { kind: "incident", key: incident.id, incidentId: incident.id }, serviceId);
	if (suspicion) await linkSuspect(tx, suspicion, { node, serviceId });
	await recordEvent(tx, {
		type: "incident.opened",
		actor,
		subject: { kind: "incident", id: incident.id },
		occurredAt: trouble.startedAt,
		serviceId,
		teamId: service.ownerTeamId,
		data: { number: incident.number, cause, title: trouble.title, severity: trouble.severity },
	});
	await fileForTeam(tx, { trouble, family, service, node, incident, suspectId: suspicion?.deploymentId ?? null });
	return { id: incident.id, opened: true };
}

/** The family's row, locked until the transaction ends: an alert storm opens one incident, not many. */
async function lockFamily(tx: Transaction, { serviceId, environmentId, cause }: Trouble) {
	await tx.incidentFamily.createMany({ data: [{ serviceId, environmentId, cause }], skipDuplicates: true });
	await tx.$queryRaw`select id from "IncidentFamily" where "serviceId" = ${serviceId}::uuid and "environmentId" = ${environmentId}::uuid and cause = ${cause} for update`;
	return tx.incidentFamily.findUniqueOrThrow({
		where: { serviceId_environmentId_cause: { serviceId, environmentId, cause } },
	});
}

async function suspect(tx: Transaction, trouble: Trouble) {
	const known = trouble.deploymentId;
	if (known) return { deploymentId: known, score: 1, reasons: [{ code: "failed", params: {} }] };
	return (await findSuspects(tx, trouble, trouble.startedAt))[0];
}

async function linkSuspect(
	tx: Transaction,
	suspicion: { deploymentId: string; score: number },
	incident: { node: string; serviceId: string },
): Promise<void> {
	const from = await ensureNode(
		tx,
		{ kind: "deployment", key: suspicion.deploymentId, deploymentId: suspicion.deploymentId },
		incident.serviceId,
	);
	const exact = suspicion.score >= 1;
	await link(tx, {
		from,
		to: incident.node,
		kind: "suspected-in",
		evidence: { source: exact ? "rollout-verdict" : "time-and-place", score: String(suspicion.score) },
		confidence: exact ? "exact" : "derived",
	});
}

type Filing = {
	trouble: Trouble;
	family: { id: string; itemId: string | null; recurrences: number };
	service: { name: string; owner: { id: string; name: string } | null };
	node: string;
	incident: { id: string; number: number };
	suspectId: string | null;
};

async function fileForTeam(
	tx: Transaction,
	{ trouble, family, service, node, incident, suspectId }: Filing,
): Promise<void> {
	if (!service.owner) return;
	let itemId = family.itemId;
	if (itemId) await reopenItem(tx, actor, itemId);
	else {
		const environment = await tx.environment.findUniqueOrThrow({ where: { id: trouble.environmentId } });
		const item = await fileItem(tx, actor, {
			teamId: service.owner.id,
			team: service.owner.name,
			title: `${service.name} in ${environment.name}: ${trouble.summary}`.slice(0, 200),
			description: await describe(tx, trouble, {
				service: service.name,
				environment: environment.name,
				suspectId,
				incident,
			}),
			priority: trouble.severity === "critical" ? (environment.production ? "urgent" : "high") : "medium",
			service: service.name,
			labels: ["production", trouble.cause.slice(0, 40)],
		});
		itemId = item.id;
		await tx.incidentFamily.update({ where: { id: family.id }, data: { itemId } });
	}
	const { key } = await tx.item.findUniqueOrThrow({ where: { id: itemId }, select: { key: true } });
	const to = await ensureNode(tx, { kind: "item", key, itemId }, trouble.serviceId);
	await link(tx, {
		from: node,
		to,
		kind: "filed-as",
		evidence: { source: "incident-family", cause: trouble.cause },
		confidence: "exact",
	});
}

async function describe(
	tx: Transaction,
	trouble: Trouble,
	at: { service: string; environment: string; suspectId: string | null; incident: { number: number } },
): Promise<string> {
	const suspected =
		at.suspectId &&
		(await tx.deployment.findUnique({
			where: { id: at.suspectId },
			select: { digest: true, requestedAt: true, artifact: { select: { version: true } } },
		}));
	return [
		`Incident #${at.incident.number}: ${trouble.summary}`,
		"",
		`- Service: ${at.service}`,
		`- Environment: ${at.environment}`,
		`- Began: ${trouble.startedAt.toISOString()}`,
		...(suspected
			? [
					`- Suspected version: ${suspected.artifact?.version ?? "unknown"} (${suspected.digest ?? "no digest"}), deployed ${suspected.requestedAt.toISOString()}`,
				]
			: []),
	].join("\n");
}
