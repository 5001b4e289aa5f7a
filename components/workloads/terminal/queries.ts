import { apiFetch } from "#components/api/client.ts";
import { apiQuery } from "#components/api/query.ts";
import { useAct } from "#components/api/use-act.ts";
import type {
	OpenedTerminal,
	OpenTerminal,
	Terminal,
	TerminalInput,
	TerminalRights,
	Window,
} from "#server/workloads/terminal/schema.ts";

/** Who opened which container of a service, the newest first. */
export const terminalsQuery = (service: string) =>
	apiQuery<{ items: Terminal[] }>(`/services/${encodeURIComponent(service)}/terminals`, ["terminals"]);

/** For which teams terminals are switched on. */
export const terminalRightsQuery = () => apiQuery<TerminalRights>("/terminal-rights", ["terminal-rights"]);

export const openTerminal = (podId: string, body: OpenTerminal) =>
	apiFetch<OpenedTerminal>(`/pods/${podId}/terminal`, { method: "POST", body });
export const typeInto = (id: string, body: TerminalInput) =>
	apiFetch<object>(`/terminals/${id}/input`, { method: "POST", body });
export const resizeTerminal = (id: string, { columns, rows }: Window) =>
	apiFetch<object>(`/terminals/${id}/size`, { method: "POST", body: { columns, rows } });
export const endTerminal = (id: string) => apiFetch<object>(`/terminals/${id}`, { method: "DELETE" });

type Switch = { environment: string; team: string; allowed: boolean };
/** Switches terminals on or off for a team in an environment. */
export const useSwitchTerminals = (done: (asked: Switch) => string) =>
	useAct({
		act: async (asked: Switch) => {
			const { environment, team, allowed } = asked;
			const path =
				`/environments/${encodeURIComponent(environment)}/terminal-rights/${encodeURIComponent(team)}` as const;
			await apiFetch<object>(path, { method: "PUT", body: { allowed } });
			return asked;
		},
		done,
	});
