import { ensureNode, link } from "#server/loop/link.ts";
import { fileItem, reopenItem } from "#server/planning/file-item.ts";
import { automation } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import type { Trouble } from "./trouble.ts";

const actor = automation("incidents");

type Filing = {
	trouble: Trouble;
	family: { id: string; itemId: string | null; recurrences: number };
	service: { name: string; owner: { id: string; name: string } | null };
	node: string;
	incident: { id: string; number: number };
	suspectId: string | null;
};

/** Files the family's one item in the owning team's backlog, or reopens it, and ties it to the incident. */
export async function fileForTeam(
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
			title: titleOf(trouble.summary, service.name, environment.name),
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

/** The summary, with the place before it unless it names it itself. */
function titleOf(summary: string, service: string, environment: string): string {
	const named = summary.includes(service) && summary.includes(environment);
	return (named ? summary : `${service} in ${environment}: ${summary}`).slice(0, 200);
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
