import { apiFetch, withQuery } from "#components/api/client.ts";
import { apiPages, apiQuery } from "#components/api/query.ts";
import { useAct } from "#components/api/use-act.ts";
import type { Approval, DecideApproval, RequestApproval } from "#server/deployments/approvals/schema.ts";
import type { EnvironmentRow } from "#server/deployments/environments/schema.ts";
import type { PlaceReadiness } from "#server/deployments/readiness/schema.ts";
import type { RollbackSafety } from "#server/deployments/rollback-checks/schema.ts";
import type {
	DeploymentDetail,
	DeploymentPlan,
	DeploymentRow,
	Place,
	RequestDeployment,
	Revision,
	RollBack,
	RollbackPreview,
} from "#server/deployments/schema.ts";
import type { PlaceSmoke, SmokeTest } from "#server/deployments/smoke/schema.ts";
import type { PlaceWay, Way } from "#server/deployments/ways/schema.ts";

export const deploymentFilters = ["service", "environment", "status", "kind"] as const;
export type DeploymentFilters = Partial<Record<(typeof deploymentFilters)[number] | "digest" | "team", string>>;

/** Deployments, newest first. */
export const deploymentsQuery = (filters: DeploymentFilters = {}, limit = 50) =>
	apiPages<DeploymentRow>(withQuery("/deployments", { ...filters, limit: limit === 50 ? undefined : limit }), [
		"deployments",
		"artifacts",
	]);

export const deploymentQuery = (id: string) =>
	apiQuery<DeploymentDetail>(`/deployments/${encodeURIComponent(id)}`, [`deployment:${id}`, "connections"]);

export const environmentsQuery = () => apiQuery<{ items: EnvironmentRow[] }>("/environments", ["environments"]);

/** What runs where; pages hold whole services. */
export const placesQuery = (filters: { service?: string; environment?: string; team?: string } = {}) =>
	apiPages<Place>(withQuery("/service-environments", filters), [
		"service-environments",
		"deployments",
		"artifacts",
		// A cluster that falls silent changes nothing but how old all this is.
		"connections",
	]);

export const planQuery = (asked: { service: string; environment: string; digest: string }) =>
	apiQuery<DeploymentPlan>(withQuery("/deployment-plan", asked), [
		"deployments",
		"service-environments",
		"artifacts",
		"incidents",
		"approvals",
		"environments",
	]);

export const revisionsQuery = (service: string, environment: string) =>
	apiQuery<{ items: Revision[] }>(withQuery(`/services/${encodeURIComponent(service)}/revisions`, { environment }), [
		"deployments",
		"service-environments",
		"artifacts",
	]);

export const previewQuery = (asked: {
	service: string;
	environment: string;
	templateId: string;
	mode: "template" | "image";
}) => apiQuery<RollbackPreview>(withQuery("/rollback-preview", asked), ["service-environments"]);

export const safetyQuery = (asked: Parameters<typeof previewQuery>[0]) =>
	apiQuery<RollbackSafety>(withQuery("/rollback-safety", asked), [
		"deployments",
		"service-environments",
		"artifacts",
		"incidents",
	]);

export const waysQuery = (service: string) =>
	apiQuery<{ items: PlaceWay[] }>(`/services/${encodeURIComponent(service)}/ways`, [
		"service-environments",
		"workflows",
	]);

export const smokeTestsQuery = (service: string) =>
	apiQuery<{ items: PlaceSmoke[] }>(`/services/${encodeURIComponent(service)}/smoke-tests`, ["service-environments"]);

export const readinessQuery = (service: string) =>
	apiQuery<{ items: PlaceReadiness[] }>(`/services/${encodeURIComponent(service)}/readiness`, [
		"service-environments",
		"entitys",
	]);

/** Chooses what a new version must answer; the form shows the error itself. */
export const useSetSmokeTest = (service: string, done: string, onDone: () => void) =>
	useAct({
		act: ({ environment, test }: { environment: string; test: SmokeTest | null }) =>
			apiFetch<object>(`/services/${encodeURIComponent(service)}/smoke-tests/${encodeURIComponent(environment)}`, {
				...{ method: "PUT", body: { test } },
			}),
		...{ done, onDone, quiet: true },
	});

/** Chooses a way; the form shows the error itself. */
export const useSetWay = (service: string, done: string, onDone: () => void) =>
	useAct({
		act: ({ environment, way }: { environment: string; way: Way }) =>
			apiFetch<object>(`/services/${encodeURIComponent(service)}/ways/${encodeURIComponent(environment)}`, {
				...{ method: "PUT", body: way },
			}),
		...{ done, onDone, quiet: true },
	});

type Started = { id: string };

/** Asks for a deployment; the form shows the error itself. */
export const useRequestDeployment = (onDone: (started: Started) => void) =>
	useAct({
		act: (body: RequestDeployment) => apiFetch<Started>("/deployments", { method: "POST", body }),
		onDone,
		quiet: true,
	});

/** Asks for a second person's word; the form shows the error itself. */
export const useRequestApproval = (done: string, onDone: () => void) =>
	useAct({
		act: (body: RequestApproval) => apiFetch<Started>("/approvals", { method: "POST", body }),
		...{ done, onDone, quiet: true },
	});

export const approvalsQuery = () => apiQuery<{ items: Approval[] }>("/approvals", ["approvals", "deployments"]);

export const useDecideApproval = (onDone: (decided: { deploymentId: string | null; refused: string | null }) => void) =>
	useAct({
		act: ({ id, ...body }: DecideApproval & { id: string }) =>
			apiFetch<{ deploymentId: string | null; refused: string | null }>(`/approvals/${id}/decide`, {
				...{ method: "POST", body },
			}),
		...{ onDone, quiet: true },
	});

export const useRollBack = (onDone: (started: Started) => void) =>
	useAct({
		act: (body: RollBack) => apiFetch<Started>("/rollbacks", { method: "POST", body }),
		onDone,
		quiet: true,
	});

export const useLiftHold = (done: string, onDone: () => void) =>
	useAct({
		act: ({ id, reason }: { id: string; reason: string }) =>
			apiFetch<Started>(`/holds/${id}/lift`, { method: "POST", body: { reason } }),
		done,
		onDone,
		quiet: true,
	});
