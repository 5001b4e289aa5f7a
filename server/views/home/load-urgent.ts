import { z } from "zod";
import { db } from "#server/platform/database.ts";
import type { Home } from "./schema.ts";

const most = 10;
const progressSchema = z.object({ ready: z.number().int(), desired: z.number().int() });
const service = { select: { name: true } } as const;
const environment = { select: { name: true } } as const;

/** Null means every team's. */
type Teams = string[] | null;
const ownedBy = (teams: Teams) => (teams ? { service: { ownerTeamId: { in: teams } } } : {});

/** Incidents that are not over, the worst and oldest first. */
export async function loadIncidents(teams: Teams): Promise<Home["incidents"]> {
	const rows = await db().incident.findMany({
		where: { status: { in: ["open", "acknowledged"] }, ...(teams && { teamId: { in: teams } }) },
		include: { service, environment },
		orderBy: { startedAt: "desc" },
		take: 50,
	});
	const weight = (severity: string) => ["critical", "warning", "info"].indexOf(severity);
	return rows
		.toSorted((a, b) => weight(a.severity) - weight(b.severity) || a.startedAt.getTime() - b.startedAt.getTime())
		.slice(0, most)
		.map(({ id, number, severity, status, startedAt, ...row }) => ({
			...{ id, number, severity, status },
			service: row.service.name,
			environment: row.environment.name,
			startedAt: startedAt.toISOString(),
		}));
}

/** Deployments that are on their way or being watched, newest first. */
export async function loadRollouts(teams: Teams): Promise<Home["rollouts"]> {
	const rows = await db().deployment.findMany({
		where: { status: { in: ["requested", "applying", "rolling", "watching"] }, ...ownedBy(teams) },
		include: { service, environment },
		orderBy: { requestedAt: "desc" },
		take: most,
	});
	return rows.map(({ id, kind, status, digest, progress, requestedAt, ...row }) => {
		const seen = progressSchema.safeParse(progress).data;
		return {
			...{ id, kind, status, digest },
			service: row.service.name,
			environment: row.environment.name,
			ready: seen?.ready ?? null,
			desired: seen?.desired ?? null,
			at: requestedAt.toISOString(),
		};
	});
}

/** Versions that may not be deployed, newest first. */
export async function loadHolds(teams: Teams): Promise<Home["holds"]> {
	const rows = await db().versionHold.findMany({
		where: { liftedAt: null, ...ownedBy(teams) },
		include: { service, incident: { select: { id: true, number: true } } },
		orderBy: { createdAt: "desc" },
		take: most,
	});
	return rows.map(({ id, digest, incident, createdAt, ...row }) => ({
		id,
		service: row.service.name,
		digest,
		incident,
		at: createdAt.toISOString(),
	}));
}

type FailedRun = Omit<Home["runs"][number], "at"> & { at: Date };

/** Runs of the last week that a person started or whose commit they wrote, that failed and were not followed by a better one. A runbook's is told where it was started. */
export async function loadFailedRuns(login: string): Promise<Home["runs"]> {
	const rows = await db().$queryRaw<FailedRun[]>`
		select r.id::text, r.name, r.number, p.slug as repository, r.branch, split_part(c.message, E'\n', 1) as title,
			r.conclusion, coalesce(r."completedAt", r."updatedAt") as at
		from "Run" r join "Repository" p on p.id = r."repositoryId"
		left join "Commit" c on c."repositoryId" = r."repositoryId" and c.sha = r."headSha"
		where r."createdAt" > now() - interval '7 days' and r.status = 'completed'
			and r.conclusion in ('failure', 'timed_out', 'startup_failure') and (r."actorLogin" = ${login} or c."authorLogin" = ${login})
			and not exists (select from "RunRequest" q where q."runId" = r.id and q.operates)
			and not exists (
				select from "Run" n where n."repositoryId" = r."repositoryId" and n."workflowId" is not distinct from r."workflowId"
					and n.branch is not distinct from r.branch and n."createdAt" > r."createdAt"
			)
		order by r."createdAt" desc limit 5`;
	return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
