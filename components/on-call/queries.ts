import { apiFetch } from "#components/api/client.ts";
import { apiQuery } from "#components/api/query.ts";
import type { AddOverride, OnCall, SetRota } from "#server/access/on-call/schema.ts";

const path = (team: string) => `/teams/${encodeURIComponent(team)}/on-call` as const;

/** A team's rota with who is on call now. */
export const onCallQuery = (team: string) => apiQuery<OnCall>(path(team), ["on-call"]);
export const setRota = (team: string, body: SetRota) => apiFetch<object>(path(team), { method: "PUT", body });
export const removeRota = (team: string) => apiFetch<object>(path(team), { method: "DELETE" });
export const addOverride = (team: string, body: AddOverride) =>
	apiFetch<{ id: string }>(`${path(team)}/overrides`, { method: "POST", body });
export const removeOverride = (id: string) => apiFetch<object>(`/on-call-overrides/${id}`, { method: "DELETE" });
