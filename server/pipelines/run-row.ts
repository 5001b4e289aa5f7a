import { z } from "zod";
import type { Reader } from "#server/platform/database.ts";
import type { Prisma } from "../../prisma/generated/client.ts";
import { statusOf } from "./ingest/observed.ts";
import type { RunSummary } from "./schema.ts";

export const runInclude = {
	repository: { select: { slug: true } },
	workflow: { select: { name: true } },
	service: { select: { name: true } },
	request: { select: { actor: true, inputs: true } },
} as const;
export type RunRow = Prisma.RunGetPayload<{ include: typeof runInclude }>;

/** Runs as lists and pages show them, with the first line of the commit each ran on. */
export async function runAnswers(reader: Reader, rows: readonly RunRow[]): Promise<RunSummary[]> {
	const shas = [...new Set(rows.map((row) => row.headSha))];
	const commits = await reader.commit.findMany({ where: { sha: { in: shas } }, select: { sha: true, message: true } });
	const titles = new Map(commits.map(({ sha, message }) => [sha, message.split("\n")[0] ?? ""]));
	return rows.map((row) => runAnswer(row, titles.get(row.headSha) ?? null));
}

function runAnswer(row: RunRow, commitTitle: string | null): RunSummary {
	return {
		id: row.id,
		number: row.number,
		name: row.name,
		workflow: row.workflow?.name ?? null,
		repository: row.repository.slug,
		service: row.service?.name ?? null,
		event: row.event,
		branch: row.branch,
		headSha: row.headSha,
		commitTitle,
		status: statusOf(row.status),
		conclusion: row.conclusion,
		attempt: row.attempt,
		actor: askedBy(row.request?.actor) ?? row.actorLogin,
		url: row.url,
		createdAt: row.createdAt.toISOString(),
		startedAt: row.startedAt?.toISOString() ?? null,
		completedAt: row.completedAt?.toISOString() ?? null,
		observedAt: row.observedAt.toISOString(),
	};
}

const actorShape = z.object({ login: z.string() });

/** Who asked for the run in Lazo; GitHub knows only Lazo's own account. */
function askedBy(actor: unknown): string | null {
	const parsed = actorShape.safeParse(actor);
	return parsed.success ? parsed.data.login : null;
}
