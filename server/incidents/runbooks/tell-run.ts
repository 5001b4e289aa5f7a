import type { Actor } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent, touch } from "#server/platform/events.ts";
import { askedSchema } from "./run-row.ts";

export type ToldRun = {
	id: string;
	runbookId: string;
	serviceId: string;
	incidentId: string | null;
	asked: unknown;
	service: { ownerTeamId: string | null };
	environment: { name: string };
};
type Told = {
	type: `runbook.${"requested" | "approved" | "rejected" | "withdrawn" | "expired" | "started" | "stopped" | "finished"}`;
	actor: Actor;
	occurredAt?: Date;
	data?: object;
};

/** Writes down what became of a run of a runbook, and tells its incident's screens. */
export async function tellRun(tx: Transaction, run: ToldRun, { data, ...told }: Told): Promise<void> {
	const { id, serviceId, incidentId, asked, service, environment } = run;
	const { title, workflow } = askedSchema.parse(asked);
	await recordEvent(tx, {
		...told,
		subject: { kind: "runbook-run", id },
		...{ serviceId, teamId: service.ownerTeamId },
		data: { title, workflow, environment: environment.name, incidentId, ...data },
	});
	await touch(tx, [`runbook:${run.runbookId}`, "runbooks", ...(incidentId ? [`incident:${incidentId}`] : [])]);
}
