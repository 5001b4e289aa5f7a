import { decide } from "#server/access/decide.ts";
import type { Actor } from "#server/platform/actor.ts";
import type { Reader } from "#server/platform/database.ts";
import { jobTestSchema, type ShownJob, shownJobSchema, smokeJobSchema, smokeResultSchema } from "./schema.ts";

/** The Job that tries or tried a deployment, with the end of its log for who may read the service's logs; null when there is none. */
export async function showSmokeJob(reader: Reader, actor: Actor, deploymentId: string): Promise<ShownJob | null> {
	const row = await reader.smokeRun.findFirst({
		where: { deploymentId },
		include: { deployment: { select: { service: { select: { ownerTeamId: true } } } } },
		orderBy: { startedAt: "desc" },
	});
	const job = smokeJobSchema.safeParse(row?.job).data;
	const test = jobTestSchema.safeParse(row?.test).data;
	if (!row || !job || !test) return null;
	const { command, args, minutes } = test;
	const { connectionId: _, uid: __, ...shown } = job;
	const { ownerTeamId: teamId } = row.deployment.service;
	return {
		...shown,
		status: shownJobSchema.shape.status.parse(row.status),
		code: smokeResultSchema.safeParse(row.result).data?.code ?? null,
		...{ command, args, minutes },
		startedAt: row.startedAt.toISOString(),
		finishedAt: row.finishedAt?.toISOString() ?? null,
		lines: decide(actor, "logs.read", { teamId }).allowed ? job.lines : null,
	};
}
