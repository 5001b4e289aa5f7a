import { apiFetch, withQuery } from "#components/api/client.ts";
import { apiPages, apiQuery } from "#components/api/query.ts";
import type { GitRef, RunDetail, RunRequestState, RunSummary, WorkflowForm } from "#server/pipelines/schema.ts";

export const runFilters = ["service", "outcome", "workflow", "event", "actor", "team"] as const;
export type RunFilters = Partial<Record<(typeof runFilters)[number] | "q" | "branch" | "sha", string>>;

/** Workflow runs, newest first. */
export const runsQuery = (filters: RunFilters) => apiPages<RunSummary>(withQuery("/runs", filters), ["runs"]);

export const runQuery = (id: string) => apiQuery<RunDetail>(`/runs/${encodeURIComponent(id)}`, [`run:${id}`]);

export const workflowsQuery = (service: string) =>
	apiQuery<{ items: WorkflowForm[] }>(`/services/${encodeURIComponent(service)}/workflows`, ["workflows"]);

export const refsQuery = (workflowId: string) =>
	apiQuery<{ items: GitRef[]; live: boolean }>(`/workflows/${encodeURIComponent(workflowId)}/refs`);

export const runRequestQuery = (id: string) =>
	apiQuery<RunRequestState>(`/run-requests/${encodeURIComponent(id)}`, [`run-request:${id}`]);

export type NewRun = { workflowId: string; ref: string; inputs: Record<string, string> };

/** Asks for a run; the answer's id says what becomes of it. */
export const startRun = ({ workflowId, ref, inputs }: NewRun) =>
	apiFetch<{ id: string }>(`/workflows/${encodeURIComponent(workflowId)}/runs`, {
		method: "POST",
		body: { ref, inputs },
	});
