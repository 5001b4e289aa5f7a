import { authorize } from "#server/access/authorize.ts";
import { decide } from "#server/access/decide.ts";
import { inputsForPeople } from "#server/pipelines/dispatch/correlation.ts";
import { readStoredInputs } from "#server/pipelines/workflow-inputs.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { Environment } from "../../../prisma/generated/client.ts";
import { type FoundRunbook, findService, inputsOf, runbookInclude } from "./find-runbook.ts";
import { runbookRunAnswer, runbookRunInclude, runbookRunOmit } from "./run-row.ts";
import type { RunbookRow } from "./schema.ts";

/** The runbooks of a service by title, each with its form and its latest run; `mayAdd`: the reader may set one. Throws Problem 404. */
export async function listRunbooks(actor: Actor, service: string): Promise<{ items: RunbookRow[]; mayAdd: boolean }> {
	const { id: serviceId, ownerTeamId: teamId } = await findService(db(), service);
	await authorize(actor, "incidents.read", { teamId, subject: { kind: "service", id: serviceId } });
	const rows = await db().runbook.findMany({
		where: { serviceId, removedAt: null },
		include: {
			...runbookInclude,
			runs: { include: runbookRunInclude, omit: runbookRunOmit, orderBy: { requestedAt: "desc" }, take: 1 },
		},
		orderBy: [{ title: "asc" }, { id: "asc" }],
		take: 200,
	});
	const environments = await db().environment.findMany({ orderBy: [{ rank: "asc" }, { name: "asc" }], take: 200 });
	const items = rows.map(({ runs: [latest], ...row }) => ({
		...runbookAnswer(actor, row, environments),
		latest: latest ? runbookRunAnswer(actor, latest) : null,
	}));
	const mayAdd = environments.some(
		(environment) => decide(actor, "runbook.configure", { teamId, environment }).allowed,
	);
	return { items, mayAdd };
}

function runbookAnswer(actor: Actor, row: FoundRunbook, all: Environment[]): Omit<RunbookRow, "latest"> {
	const teamId = row.service.ownerTeamId;
	const environments = all.filter(({ name }) => row.environments.includes(name));
	const { workflow } = row;
	return {
		...{ id: row.id, title: row.title, description: row.description, ref: row.ref },
		...{ approval: row.approval, approvalHours: row.approvalHours },
		environments: environments.map((environment) => ({
			...{ name: environment.name, title: environment.title, production: environment.production },
			mayRun: decide(actor, "runbook.run", { teamId, environment }).allowed,
		})),
		workflow: workflow && {
			...{ id: workflow.id, name: workflow.name, path: workflow.path, repository: workflow.repository.slug },
		},
		...formOf(row),
		mayConfigure: environments.every(
			(environment) => decide(actor, "runbook.configure", { teamId, environment }).allowed,
		),
	};
}

/** The form as the workflow declares it now, and what has changed there since the runbook was set. */
function formOf(row: FoundRunbook): Pick<RunbookRow, "inputs" | "fields" | "problem"> {
	const inputs = inputsOf(row);
	const stored = row.workflow && readStoredInputs(row.workflow.inputs);
	const declared = inputsForPeople(stored ?? []);
	const fields = declared.filter(({ name }) => inputs[name]?.kind === "ask");
	const left = Object.keys(inputs).some((name) => !declared.some((input) => input.name === name));
	const added = declared.some((input) => input.required && input.default === null && !inputs[input.name]);
	if (!row.workflow || row.workflow.state === "deleted") return { inputs, fields, problem: "workflow-gone" };
	if (!stored || row.workflow.state !== "active") return { inputs, fields, problem: "not-dispatchable" };
	return { inputs, fields, problem: left || added ? "inputs-changed" : null };
}
