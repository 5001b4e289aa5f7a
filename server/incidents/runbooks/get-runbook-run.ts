import { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import { decide } from "#server/access/decide.ts";
import { inputsToTell } from "#server/pipelines/dispatch/inputs-to-tell.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { askedSchema, runbookRunAnswer, runbookRunInclude } from "./run-row.ts";
import { outputSchema, type RunbookRunDetail } from "./schema.ts";

const inputsSchema = z.record(z.string(), z.string()).catch({});
const kept = outputSchema.nullable().catch(null);

/** One run of a runbook: what it was asked to do and, for whoever may read the service's logs, what it said. Throws Problem 404. */
export async function getRunbookRun(actor: Actor, id: string): Promise<RunbookRunDetail> {
	await authorize(actor, "incidents.read", { subject: { kind: "runbook-run", id } });
	const row = await db().runbookRun.findUnique({ where: { id }, include: runbookRunInclude });
	if (!row) throw notFound("runbook run", id);
	const { workflow: name, path, repository, ref } = askedSchema.parse(row.asked);
	const about = { teamId: row.service.ownerTeamId, environment: row.environment };
	const mayReadOutput = decide(actor, "logs.read", about).allowed;
	return {
		...runbookRunAnswer(actor, row),
		...{
			workflow: { name, path, repository },
			ref,
			inputs: inputsToTell(inputsSchema.parse(row.inputs)),
			mayReadOutput,
		},
		output: mayReadOutput ? kept.parse(row.output) : null,
	};
}
