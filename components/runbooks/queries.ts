import { apiFetch, withQuery } from "#components/api/client.ts";
import { apiPages, apiQuery } from "#components/api/query.ts";
import { useAct } from "#components/api/use-act.ts";
import type {
	AskRunbook,
	DecideRunbook,
	RunbookRow,
	RunbookRules,
	RunbookRunDetail,
	RunbookRunRow,
} from "#server/incidents/runbooks/schema.ts";

const path = (text: string) => encodeURIComponent(text);

/** The runbooks of a service, each with its form and its latest run. */
export const runbooksQuery = (service: string) =>
	apiQuery<{ items: RunbookRow[]; mayAdd: boolean }>(`/services/${path(service)}/runbooks`, ["runbooks", "workflows"]);

/** Runs of runbooks, newest first. */
export const runbookRunsQuery = (of: { service?: string; incident?: string; limit?: number }) =>
	apiPages<RunbookRunRow>(withQuery("/runbook-runs", of), ["runbook-runs"]);

export const runbookRunQuery = (id: string) =>
	apiQuery<RunbookRunDetail>(`/runbook-runs/${path(id)}`, [`runbook-run:${id}`]);

/** Asks for a runbook once, however often the same form is sent; the form shows the error itself. */
export const useAskRunbook = (
	of: { id: string; key: string },
	onDone: (started: { id: string; waits: boolean }) => void,
) =>
	useAct({
		act: (body: AskRunbook) =>
			apiFetch<{ id: string; waits: boolean }>(`/runbooks/${path(of.id)}/runs`, {
				...{ method: "POST", body, idempotencyKey: of.key },
			}),
		...{ onDone, quiet: true },
	});

/** Gives or refuses the second person's word. */
export const useDecideRunbook = (id: string, done: (decision: DecideRunbook["decision"]) => string) =>
	useAct({
		act: async (body: DecideRunbook) => {
			await apiFetch<object>(`/runbook-runs/${path(id)}/decide`, { method: "POST", body });
			return body.decision;
		},
		...{ done, quiet: true },
	});

/** Asks for the end of a run that is under way. */
export const useStopRunbook = (id: string, done: string, onDone: () => void) =>
	useAct({
		act: () => apiFetch<object>(`/runbook-runs/${path(id)}/stop`, { method: "POST", body: {} }),
		...{ done, onDone },
	});

/** Adds a runbook, or changes the one with that id; the form shows the error itself. */
export const useSaveRunbook = (of: { service: string; id: string | null }, done: string, onDone: () => void) =>
	useAct({
		act: (body: RunbookRules) =>
			of.id
				? apiFetch<object>(`/runbooks/${path(of.id)}`, { method: "PUT", body })
				: apiFetch<object>(`/services/${path(of.service)}/runbooks`, { method: "POST", body }),
		...{ done, onDone, quiet: true },
	});

export const useRemoveRunbook = (done: string, onDone: () => void) =>
	useAct({
		act: (id: string) => apiFetch<object>(`/runbooks/${path(id)}`, { method: "DELETE" }),
		...{ done, onDone },
	});
