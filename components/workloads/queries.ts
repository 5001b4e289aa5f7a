import { apiFetch, withQuery } from "#components/api/client.ts";
import { apiQuery, type Page } from "#components/api/query.ts";
import { useAct } from "#components/api/use-act.ts";
import type { AlertScaling, PlaceAlertScaling } from "#server/workloads/alert-scaling/schema.ts";
import type { Autoscaler } from "#server/workloads/autoscaling/schema.ts";
import type { Operate, WorkloadChange } from "#server/workloads/operate/schema.ts";
import type { Pod, PodLog, Workload } from "#server/workloads/schema.ts";

/** Workloads of a service with pods and events. */
export const serviceWorkloadsQuery = (service: string, environment?: string) =>
	apiQuery<{ items: Workload[] }>(withQuery(`/services/${encodeURIComponent(service)}/workloads`, { environment }), [
		`service-workloads:${service}`,
		...["connections", "terminal-rights"],
	]);

/** The pods of a workload after a marker; with null it is not asked, since those come with the workload. */
export const workloadPodsQuery = (service: string, workloadId: string, cursor: string | null) => ({
	...apiQuery<Page<Pod>>(withQuery(`/workloads/${workloadId}/pods`, { cursor: cursor ?? undefined }), [
		`service-workloads:${service}`,
	]),
	enabled: cursor !== null,
});

/** Autoscalers of a service's workloads. */
export const autoscalersQuery = (service: string) =>
	apiQuery<{ items: Autoscaler[] }>(`/services/${encodeURIComponent(service)}/autoscalers`, [
		`service-autoscalers:${service}`,
	]);

/** Which alert brings a service more pods, by environment. */
export const alertScalingQuery = (service: string) =>
	apiQuery<{ items: PlaceAlertScaling[] }>(`/services/${encodeURIComponent(service)}/alert-scaling`, [
		"service-environments",
	]);

/** Chooses the rule of a place; the form shows the error itself. */
export const useSetAlertScaling = (service: string, done: string, onDone: () => void) =>
	useAct({
		act: ({ environment, rule }: { environment: string; rule: AlertScaling | null }) =>
			apiFetch<object>(`/services/${encodeURIComponent(service)}/alert-scaling/${encodeURIComponent(environment)}`, {
				...{ method: "PUT", body: { rule } },
			}),
		...{ done, onDone, quiet: true },
	});

/** The end of a container's log; old as soon as it was read, since the cluster does not tell of new lines. */
export const podLogQuery = (podId: string, asked: { container?: string; previous: boolean }) =>
	apiQuery<PodLog>(withQuery(`/pods/${podId}/log`, { ...asked, tail: 500 }));

/** Restarts, scalings and pauses of a service, newest first. */
export const workloadChangesQuery = (service: string, environment?: string) =>
	apiQuery<{ items: WorkloadChange[] }>(
		withQuery(`/services/${encodeURIComponent(service)}/workload-changes`, { environment }),
		["workload-changes"],
	);

export const useOperate = (service: string, { done, onDone }: { done: string; onDone: () => void }) =>
	useAct({
		act: (body: Operate) =>
			apiFetch<{ id: string }>(`/services/${encodeURIComponent(service)}/operate`, { method: "POST", body }),
		...{ done, onDone, quiet: true },
	});
