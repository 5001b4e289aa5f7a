import { apiFetch } from "#components/api/client.ts";
import { apiQuery } from "#components/api/query.ts";
import { useAct } from "#components/api/use-act.ts";
import type { ChangeConfiguration, Configuration } from "#server/workloads/configuration/schema.ts";

const pathOf = (service: string): `/${string}` => `/services/${encodeURIComponent(service)}/configuration`;

/** Keys that a service's workloads refer to, for every environment. The cluster does not tell of other people's changes: it has an age. */
export const configurationQuery = (service: string) =>
	apiQuery<Configuration>(pathOf(service), ["workload-changes", "service-environments"]);

/** Changes, adds or removes a key; the sheet shows the error itself. */
export const useChangeConfiguration = (service: string, done: string, onDone: () => void) =>
	useAct({
		act: (body: ChangeConfiguration) => apiFetch<{ id: string }>(pathOf(service), { method: "POST", body }),
		...{ done, onDone, quiet: true },
	});

/** Puts the value back that a key had before a change; the dialog shows the error itself. */
export const usePutBack = (done: string, onDone: () => void) =>
	useAct({
		act: ({ changeId, reason }: { changeId: string; reason: string }) =>
			apiFetch<{ id: string }>(`/workload-changes/${changeId}/undo`, { method: "POST", body: { reason } }),
		...{ done, onDone, quiet: true },
	});
