import { apiFetch, withQuery } from "#components/api/client.ts";
import { apiPages, apiQuery } from "#components/api/query.ts";
import { useAct } from "#components/api/use-act.ts";
import type {
	Activity,
	CatalogFacets,
	CatalogProblemRow,
	ServicePage,
	ServiceRow,
} from "#server/views/services/schema.ts";

export const serviceFilters = ["owner", "tier", "lifecycle", "system"] as const;
export type ServiceFilters = Partial<Record<(typeof serviceFilters)[number] | "q", string>>;

/** Services by name, with what runs of each. */
export const servicesQuery = (filters: ServiceFilters) =>
	apiPages<ServiceRow>(withQuery("/services", filters), ["entitys", "service-environments", "artifacts"]);

export const catalogFacetsQuery = () => apiQuery<CatalogFacets>("/catalog/facets", ["entitys", "catalog-problems"]);

export const catalogProblemsQuery = () =>
	apiQuery<{ items: CatalogProblemRow[] }>("/catalog/problems", ["catalog-problems"]);

/** Everything of a service. Its own key carries its id, which is known once it was read; until then the kinds of things do. */
export const serviceQuery = (name: string) =>
	apiQuery<ServicePage>(`/services/${encodeURIComponent(name)}`, [
		"entitys",
		"service-environments",
		"artifacts",
		"alerts",
		"catalog-problems",
		"on-call",
	]);

export const activityQuery = (name: string) =>
	apiPages<Activity>(withQuery(`/services/${encodeURIComponent(name)}/activity`, { limit: 25 }), [
		"runs",
		"deployments",
		"artifacts",
		"incidents",
		"pull-requests",
	]);

/** Has the catalog files read again now: of one service, or (null) of the whole organisation. */
export const useSyncCatalog = (done: string) =>
	useAct({
		act: (service: string | null) => apiFetch("/catalog/sync", { method: "POST", body: { service } }),
		done,
	});
