import { findGitHub } from "#server/connectors/github/open-github.ts";
import { ensureNode, link } from "#server/loop/link.ts";
import { tellTied } from "#server/loop/tell-tied.ts";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { log } from "#server/platform/log.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { readOutput } from "./read-output.ts";
import { outputSchema, type RunbookOutput, runbookRunSchema } from "./schema.ts";
import { tellRun } from "./tell-run.ts";

const actor = automation("github");
const failureSchema = runbookRunSchema.shape.failure.unwrap();
/** GitHub puts a log in its place some seconds after the end of the job; so long it is asked again. */
const settlingMs = 15_000;
const patienceMs = 120_000;
/** Longer than a job that asks GitHub is repeated: whoever waits longer waits for nobody. */
const neverBeganMs = 30 * 60_000;

const include = {
	service: true,
	environment: true,
	runRequest: { include: { run: { include: { repository: true } } } },
} as const satisfies Prisma.RunbookRunInclude;
type Row = Prisma.RunbookRunGetPayload<{ include: typeof include }>;
type Request = NonNullable<Row["runRequest"]>;
type Run = NonNullable<Request["run"]>;

/** Looks how far a run of a runbook has come, and writes down its beginning and its end with the output. Safe to repeat. */
export async function followRunbookRun(id: string, now = new Date()): Promise<void> {
	const row = await db().runbookRun.findUnique({ where: { id }, include });
	if (!row || (row.status !== "requested" && row.status !== "running")) return;
	const request = row.runRequest;
	if (!request || request.status === "failed") {
		const failure = failureSchema.safeParse(request?.failure).data ?? { code: "run.gone", detail: "" };
		return end(row, { status: "failed", failure, finishedAt: now });
	}
	const { run } = request;
	if (!run) return endUnbegun(row, request, now);
	if (row.status === "requested") await begin(row, run);
	if (run.status !== "completed") return run.repository.goneAt ? end(row, { ...unseen(), finishedAt: now }) : undefined;
	const finishedAt = run.completedAt ?? run.updatedAt;
	const output = await outputOf(run, now.getTime() - finishedAt.getTime());
	if (!output) return;
	const status = run.conclusion === "success" ? "succeeded" : "failed";
	await end(row, { status, conclusion: run.conclusion, output, finishedAt });
}

const unseen = () => ({
	status: "failed" as const,
	failure: { code: "run.gone", detail: "GitHub does not know the run any more, so nobody can tell how it ended." },
});

/** Ends what has no run and gets none any more, so that the next one can be asked for. The request is withdrawn with it. */
async function endUnbegun(row: Row, { id, status, requestedAt }: Request, now: Date): Promise<void> {
	if (status === "started") return end(row, { ...unseen(), finishedAt: now });
	if (now.getTime() - requestedAt.getTime() < neverBeganMs) return;
	const asked = status !== "requested";
	const failure = asked
		? { code: "run.not-confirmed", detail: "GitHub was asked and did not say within half an hour which run it is." }
		: { code: "run.withdrawn", detail: "GitHub could not be asked for half an hour. Nothing was started." };
	const withdrawn = { where: { id, status }, data: { status: "failed", failure } };
	if ((await db().runRequest.updateMany(withdrawn)).count > 0)
		await end(row, { status: "failed", failure, finishedAt: now });
}

/** The run stands on the thread of the incident. */
async function begin(row: Row, run: Run): Promise<void> {
	await transaction(async (tx) => {
		const startedAt = run.startedAt ?? run.createdAt;
		const { count } = await tx.runbookRun.updateMany({
			where: { id: row.id, status: "requested" },
			data: { status: "running", startedAt },
		});
		if (count === 0) return;
		const told = { runId: run.id, number: run.number };
		await tellRun(tx, row, { type: "runbook.started", actor, occurredAt: startedAt, data: told });
		const { incidentId, serviceId } = row;
		if (!incidentId) return;
		const from = await ensureNode(tx, { kind: "incident", key: incidentId, incidentId }, serviceId);
		const to = await ensureNode(tx, { kind: "run", key: String(run.externalId), runId: run.id }, serviceId);
		const evidence = { source: "runbook", runbookRun: row.id };
		await link(tx, { from, to, kind: "acted-on-by", evidence, confidence: "exact" });
		await tellTied(tx, from);
	});
}

/** What the jobs said; null while GitHub may still give it. */
async function outputOf(run: Run, sinceMs: number): Promise<RunbookOutput | null> {
	try {
		const client = await findGitHub();
		if (!client) return sinceMs > patienceMs ? unreadable : null;
		const output = await readOutput(client, run.repository.slug, Number(run.externalId));
		return output.some(({ kept }) => kept === "gone") && sinceMs < settlingMs ? null : output;
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		log.warn({ run: run.id, error: message }, "the output of a runbook could not be read");
		return sinceMs > patienceMs ? unreadable : null;
	}
}

const unreadable: RunbookOutput = [{ name: "", conclusion: null, kept: "unreadable", total: 0, lines: [] }];

type End = {
	status: "succeeded" | "failed";
	conclusion?: string | null;
	failure?: { code: string; detail: string };
	output?: RunbookOutput;
	finishedAt: Date;
};

async function end(row: Row, { output, finishedAt, ...ended }: End): Promise<void> {
	await transaction(async (tx) => {
		const { count } = await tx.runbookRun.updateMany({
			where: { id: row.id, status: { in: ["requested", "running"] } },
			data: { ...ended, finishedAt, ...(output && { output: outputSchema.parse(output) }) },
		});
		if (count === 0) return;
		const { status, conclusion = null, failure } = ended;
		const data = { status, conclusion, code: failure?.code ?? null, detail: failure?.detail ?? null };
		await tellRun(tx, row, { type: "runbook.finished", actor, occurredAt: finishedAt, data });
		const from = row.incidentId && (await tx.loopNode.findUnique({ where: { incidentId: row.incidentId } }));
		if (from) await tellTied(tx, from.id);
	});
}
