import { apiFetch, withQuery } from "#components/api/client.ts";
import { apiPages, apiQuery, type Page } from "#components/api/query.ts";
import { useAct } from "#components/api/use-act.ts";
import type { PullRequestRow } from "#server/pipelines/schema.ts";
import type {
	PreviewDetail,
	PreviewPage,
	PreviewRow,
	PreviewRule,
	PreviewRuleAnswer,
	RequestPreview,
} from "#server/workloads/previews/schema.ts";

const live = ["previews", "pull-requests", "artifacts"];

/** Previews, the oldest first. */
export const previewsQuery = (filters: { team?: string; state?: string }) =>
	apiPages<PreviewRow>(withQuery("/previews", filters), live);

/** What the previews that a filter finds cost together. */
export const previewSumQuery = (filters: { team?: string; state?: string }) =>
	apiQuery<PreviewPage>(withQuery("/previews", { ...filters, limit: 1 }), live);

/** The open previews of a service. */
export const servicePreviewsQuery = (service: string) =>
	apiQuery<PreviewPage>(withQuery("/previews", { service, limit: 200 }), live);

/** A preview; its pods are told by its service. */
export const previewQuery = (id: string, service?: string) =>
	apiQuery<PreviewDetail>(`/previews/${encodeURIComponent(id)}`, [
		...live,
		`preview:${id}`,
		...(service ? [`service-workloads:${service}`] : []),
	]);

export const openPullsQuery = (service: string) =>
	apiQuery<Page<PullRequestRow>>(withQuery(`/services/${encodeURIComponent(service)}/pull-requests`, { limit: 200 }), [
		"pull-requests",
	]);

export const previewRuleQuery = (service: string) =>
	apiQuery<PreviewRuleAnswer>(`/services/${encodeURIComponent(service)}/preview-rule`, [
		"preview-rules",
		"service-environments",
	]);

/** Chooses how previews are made; the form shows the error itself. */
export const useSetPreviewRule = (service: string, done: string, onDone: () => void) =>
	useAct({
		act: (rule: PreviewRule | null) =>
			apiFetch<object>(`/services/${encodeURIComponent(service)}/preview-rule`, { method: "PUT", body: { rule } }),
		...{ done, onDone, quiet: true },
	});

export const useRequestPreview = (onDone: (asked: { id: string }) => void) =>
	useAct({
		act: (body: RequestPreview) => apiFetch<{ id: string }>("/previews", { method: "POST", body }),
		onDone,
	});

export const useExtendPreview = (id: string, done: string) =>
	useAct({
		act: (hours: number) => apiFetch<object>(`/previews/${id}/extend`, { method: "POST", body: { hours } }),
		done,
	});

export const useEndPreview = (id: string, onDone: () => void) =>
	useAct({ act: () => apiFetch<object>(`/previews/${id}/end`, { method: "POST" }), onDone });
