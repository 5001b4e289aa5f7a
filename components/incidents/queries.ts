import { apiFetch, withQuery } from "#components/api/client.ts";
import { apiPages, apiQuery } from "#components/api/query.ts";
import type { Arrival, Incident, IncidentDetail } from "#server/incidents/schema.ts";

export const incidentFilters = ["status", "severity", "team", "service", "environment"] as const;
export type IncidentFilters = Partial<Record<(typeof incidentFilters)[number], string>>;

const path = (text: string) => encodeURIComponent(text);
const moving = ["incidents", "alerts", "deployments", "items"];

/** Incidents, newest first. */
export const incidentsQuery = (filters: IncidentFilters) =>
	apiPages<Incident>(withQuery("/incidents", filters), moving);

/** The incidents that last, the newest ten. */
export const openIncidentsQuery = (of: { service?: string; team?: string }) =>
	apiQuery<{ items: Incident[]; total: number }>(
		withQuery("/incidents", { status: "unresolved", limit: 10, ...of }),
		moving,
	);

/** One incident by number or id. */
export const incidentQuery = (id: string) =>
	apiQuery<IncidentDetail>(`/incidents/${path(id)}`, [...moving, "runbook-runs"]);

export type ArrivalFilters = { team?: string | null; triage?: string; service?: string };

/** What production wrote into the backlogs. */
export const arrivalsQuery = (filters: ArrivalFilters) =>
	apiPages<Arrival>(withQuery("/backlog", filters), ["items", "incidents"]);

const post = <T>(address: `/${string}`, body?: unknown) => apiFetch<T>(address, { method: "POST", body: body ?? {} });

export const acknowledge = (id: string) => post<{ status: string }>(`/incidents/${path(id)}/acknowledge`);

export const judge = ({ id, decision }: { id: string; decision: "confirmed" | "cleared" }) =>
	post<{ state: string }>(`/incidents/${path(id)}/suspect`, { decision });

export const comment = ({ id, text }: { id: string; text: string }) =>
	post<{ ok: true }>(`/incidents/${path(id)}/comments`, { text });

type RollBack = { id: string; reason: string; overrides: { gate: string; reason: string }[] };
export const rollBack = ({ id, ...body }: RollBack) => post<{ id: string }>(`/incidents/${path(id)}/rollback`, body);

export type Decision =
	| { decision: "accept"; sprintId: string | null }
	| { decision: "snooze"; until: string }
	| { decision: "decline"; reason: string }
	| { decision: "merge"; into: string };

/** Decides about an arrival. */
export const triage = ({ key, decision }: { key: string; decision: Decision }) =>
	post<{ triage: string }>(`/items/${path(key)}/triage`, decision);
