import { apiFetch } from "#components/api/client.ts";
import { apiQuery } from "#components/api/query.ts";
import type { ConnectionList, NewConnection, TestResult } from "#server/connections/schema.ts";

/** The outside systems with their health. */
export const connectionsQuery = () => apiQuery<ConnectionList>("/connections", ["connections"]);

export const testConnection = (id: string) => apiFetch<TestResult>(`/connections/${id}/test`, { method: "POST" });
export const addConnection = (body: NewConnection) =>
	apiFetch<{ id: string }>("/connections", { method: "POST", body });
export const removeConnection = (id: string) => apiFetch<{ ok: true }>(`/connections/${id}`, { method: "DELETE" });
