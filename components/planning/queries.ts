import { apiFetch, withQuery } from "#components/api/client.ts";
import { apiPages, apiQuery } from "#components/api/query.ts";
import type { Item, ItemDetail, ItemEdit, ItemMove, NewSprint, Sprint } from "#server/planning/schema.ts";
import type { CommitView } from "#server/views/commits/schema.ts";
import type { TeamView } from "#server/views/teams/schema.ts";

export type Board = { sprint: Sprint | null; items: Item[] };
export type SprintDetail = Sprint & {
	burndown: { date: string; remaining: number; scope: number }[];
	carriedOver: number;
};
/** An item as the form of a new one gives it. */
export type ItemDraft = {
	team: string;
	title: string;
	description: string;
	type: Item["type"];
	priority: Item["priority"];
	state: Item["state"];
	estimate: number | null;
	service: string | null;
	assignee: string | null;
	sprintId: string | null;
};
export type ItemFilters = Record<
	"team" | "q" | "state" | "type" | "priority" | "service" | "assignee" | "sprint",
	string
>;

const moving = ["items", "sprints", "threads", "service-environments"];
const path = (text: string) => encodeURIComponent(text);

/** The board of a team's running sprint, or of the sprint named. */
export const boardQuery = (team: string, sprint: string | null) =>
	apiQuery<Board>(withQuery(`/teams/${path(team)}/board`, { sprint }), moving);

export const itemQuery = (key: string) => apiQuery<ItemDetail>(`/items/${path(key)}`, moving);

export const itemsQuery = (filters: Partial<ItemFilters>) => apiPages<Item>(withQuery("/items", filters), moving);

export const sprintsQuery = (team: string) =>
	apiQuery<{ items: Sprint[] }>(`/teams/${path(team)}/sprints`, ["sprints", "items"]);

export const sprintQuery = (id: string) => apiQuery<SprintDetail>(`/sprints/${path(id)}`, ["sprints", "items"]);

/** A team with its people, services and running sprint. */
export const teamViewQuery = (name: string) =>
	apiQuery<TeamView>(`/teams/${path(name)}`, ["teams", "items", "incidents", "service-environments"]);

export const commitQuery = (sha: string) =>
	apiQuery<CommitView>(`/commits/${path(sha)}`, [
		"commits",
		"runs",
		"artifacts",
		"threads",
		"service-environments",
		"pull-requests",
	]);

export const createItem = (draft: ItemDraft) => apiFetch<{ key: string }>("/items", { method: "POST", body: draft });

export const editItem = ({ key, edit }: { key: string; edit: ItemEdit }) =>
	apiFetch<{ version: number }>(`/items/${path(key)}`, { method: "PATCH", body: edit });

export const moveItem = (key: string, move: ItemMove) =>
	apiFetch<{ state: string }>(`/items/${path(key)}/move`, { method: "POST", body: move });

export const createSprint = (sprint: NewSprint) =>
	apiFetch<{ id: string }>("/sprints", { method: "POST", body: sprint });

export const startSprint = (id: string) => apiFetch(`/sprints/${path(id)}/start`, { method: "POST" });

export const closeSprint = ({ id, moveTo }: { id: string; moveTo: string | null }) =>
	apiFetch<{ carriedOver: number }>(`/sprints/${path(id)}/close`, { method: "POST", body: { moveTo } });
