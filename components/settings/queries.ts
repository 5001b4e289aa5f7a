import { apiFetch, withQuery } from "#components/api/client.ts";
import { apiPages, apiQuery } from "#components/api/query.ts";
import type {
	AuditItem,
	ChainCheck,
	CreatedToken,
	NewToken,
	NewWall,
	Permission,
	Session,
	Token,
	Wall,
} from "#server/access/schema.ts";
import type { EnvironmentRules } from "#server/deployments/environments/schema.ts";
import type { CreateFreeze, FreezeRow } from "#server/deployments/freezes/schema.ts";

type List<T> = { items: T[] };

export const wallsQuery = () => apiQuery<List<Wall>>("/walls", ["walls"]);
export const tokensQuery = () => apiQuery<List<Token>>("/me/tokens");
export const sessionsQuery = () => apiQuery<List<Session>>("/me/sessions");
export const permissionsQuery = () => apiQuery<List<Permission>>("/me/permissions");
export const auditChainQuery = () => apiQuery<ChainCheck>("/audit/chain");
export const auditPages = (filters: Record<string, string>) => apiPages<AuditItem>(withQuery("/audit", filters));

export const freezesQuery = (environment: string) =>
	apiQuery<List<FreezeRow>>(`/environments/${encodeURIComponent(environment)}/freezes`, ["environments"]);
export const createFreeze = (environment: string, body: CreateFreeze) =>
	apiFetch<{ id: string }>(`/environments/${encodeURIComponent(environment)}/freezes`, { method: "POST", body });
export const endFreeze = (id: string) => apiFetch<object>(`/freezes/${id}`, { method: "DELETE" });
export const setEnvironmentRules = (environment: string, body: EnvironmentRules) =>
	apiFetch<object>(`/environments/${encodeURIComponent(environment)}`, { method: "PATCH", body });

export const createWall = (body: NewWall) => apiFetch<{ id: string; url: string }>("/walls", { method: "POST", body });
export const revokeWall = (id: string) => apiFetch<{ ok: true }>(`/walls/${id}`, { method: "DELETE" });
export const createToken = (body: NewToken) => apiFetch<CreatedToken>("/me/tokens", { method: "POST", body });
export const revokeToken = (id: string) => apiFetch<{ ok: true }>(`/me/tokens/${id}`, { method: "DELETE" });
export const revokeSession = (id: string) => apiFetch<{ ok: true }>(`/me/sessions/${id}`, { method: "DELETE" });
