import { z } from "zod";
import { db } from "#server/platform/database.ts";
import type { WallView } from "./schema.ts";

const severities = ["critical", "warning", "info"];
const titleSchema = z.object({ alert: z.string().optional(), alertname: z.string().optional() }).catch({});
const whoSchema = z.object({ name: z.string().optional(), login: z.string().optional() }).catch({});

/** Incidents of a team that are not over, the worst and oldest first. */
export async function loadWallIncidents(teamId: string): Promise<WallView["incidents"]> {
	const rows = await db().incident.findMany({
		where: { teamId, status: { not: "resolved" } },
		include: { service: { select: { title: true } }, environment: { select: { title: true } } },
		orderBy: { startedAt: "asc" },
		take: 20,
	});
	return rows
		.map((row) => {
			const title = titleSchema.parse(row.title);
			const who = whoSchema.parse(row.acknowledgedBy);
			return {
				number: row.number,
				severity: row.severity,
				status: row.status,
				service: row.service.title,
				environment: row.environment.title,
				alert: title.alert ?? title.alertname ?? null,
				startedAt: row.startedAt.toISOString(),
				acknowledgedBy: who.name ?? who.login ?? null,
			};
		})
		.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
