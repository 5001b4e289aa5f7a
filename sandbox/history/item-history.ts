import { people, services } from "../company/company.ts";
import { items, type SprintItem } from "../company/items.ts";
import { between, chance, pick } from "./chance.ts";
import type { HistoryIncident, HistoryItem } from "./history-format.ts";
import type { Release } from "./releases.ts";
import { sprintName, sprintWindows } from "./sprint-history.ts";
import { day, hour, inWorkingHours, iso, minute } from "./working-time.ts";

type State = SprintItem["state"];
const states: State[] = ["backlog", "todo", "in_progress", "in_review", "done"];

const purposes: Record<SprintItem["type"], string> = {
	feature:
		"Shoppers and support have asked for this. Done when it is behind no flag and has a test that a person could read.",
	bug: "Seen in production. Done when a test shows the mistake and passes with the fix.",
	debt: "Slows every change around it. Done when the old way is gone, not only unused.",
	incident: "Filed from production. Done when the cause is gone and the alert that found it stays.",
	security:
		"Found in a review. Done when the weakness is closed in every environment and the secrets concerned are new.",
};

export type ItemContext = { now: number; incidents: HistoryIncident[]; releases: Release[] };

/** The items of all teams with the changes that led to the state they have now. */
export function itemHistory({ now, incidents, releases }: ItemContext): HistoryItem[] {
	const planned = nextSprintKeys();
	const releasedAt = new Map(
		releases.flatMap(({ items, createdAt }) => items.map((key) => [key, Date.parse(createdAt)])),
	);
	return items.map((item) => {
		const incident = incidents.find(({ itemKey }) => itemKey === item.key);
		const created = createdAt(item, now, incident);
		const service = services.find(({ name }) => name === item.service);
		return {
			key: item.key,
			team: item.team,
			title: item.title,
			description: `${purposes[item.type]}\n\nService: **${service?.title ?? item.service}**. ${service?.description ?? ""}`,
			type: item.type,
			priority: item.priority,
			estimate: item.estimate,
			service: item.service,
			assignee: item.assignee,
			labels: labelsOf(item, service?.system ?? null, incident !== undefined),
			sprint: sprintOf(item, planned),
			createdAt: iso(created),
			changes: changesOf(item, { created, now, released: releasedAt.get(item.key) ?? null }),
		};
	});
}

function labelsOf(item: SprintItem, system: string | null, fromIncident: boolean): string[] {
	return [system, item.type === "security" ? "security" : null, fromIncident ? "incident" : null].filter(
		(label) => label !== null,
	);
}

/** The first two of each team's backlog are planned for the next sprint. */
function nextSprintKeys(): Set<string> {
	const byTeam = Map.groupBy(
		items.filter((item) => item.sprint === "backlog"),
		(item) => item.team,
	);
	return new Set([...byTeam.values()].flatMap((list) => list.slice(0, 2).map((item) => item.key)));
}

function sprintOf(item: SprintItem, planned: Set<string>): string | null {
	if (item.sprint === "previous") return sprintName(item.team, "closed");
	if (item.sprint === "current") return sprintName(item.team, "active");
	return planned.has(item.key) ? sprintName(item.team, "planned") : null;
}

/** Most items are older than their sprint; one in six came in while it ran, and those of incidents with the incident. */
function createdAt(item: SprintItem, now: number, incident: HistoryIncident | undefined): number {
	if (incident) return Date.parse(incident.detectedAt) + 20 * minute;
	const windows = sprintWindows(now);
	const { start, end } = item.sprint === "previous" ? windows.closed : windows.active;
	const late = item.sprint !== "backlog" && chance("late", item.key) < 0.17;
	if (late) return inWorkingHours(start + between(0.2, 0.45, "created", item.key) * (Math.min(end, now) - start));
	return inWorkingHours(start - between(2, 20, "created", item.key) * day);
}

type ItemTimes = { created: number; now: number; released: number | null };

/** One change for each state up to the item's own: to do at planning, the rest spread over the days of the sprint. */
function changesOf(item: SprintItem, { created, now, released }: ItemTimes): HistoryItem["changes"] {
	const reached = states.indexOf(item.state);
	if (reached === 0) return [];
	const windows = sprintWindows(now);
	const { start, end } = item.sprint === "previous" ? windows.closed : windows.active;
	const last = Math.min(end - 2 * hour, now - 10 * minute);
	const todo = Math.max(created + 15 * minute, start - 1.5 * hour);
	const from = Math.max(todo, start);
	// Work ends before the release that carries it, and the item is done only after: then it has been seen to run.
	const finish = clamp(released ?? from + (last - from) * between(0.3, 0.9, "finish", item.key), from + hour, last);
	const working = [
		from + (finish - from) * between(0.05, 0.45, "in_progress", item.key),
		from + (finish - from) * between(0.5, 0.95, "in_review", item.key),
		finish + (last - finish) * between(0.02, 1, "done", item.key),
	].map((time, step) => clamp(inWorkingHours(time), todo + (step + 1) * minute, last));
	const times = [todo, ...working.slice(0, reached - 1)].sort((a, b) => a - b);
	return times.map((time, step) => ({
		at: iso(Math.round(Math.min(time, now - minute))),
		from: states[step] ?? "backlog",
		to: states[step + 1] ?? "done",
		by: step === 0 ? plannerOf(item) : (item.assignee ?? plannerOf(item)),
	}));
}

function clamp(value: number, low: number, high: number): number {
	return Math.min(Math.max(value, low), Math.max(low, high));
}

function plannerOf(item: SprintItem): string {
	const team = people.filter((person) => person.team === item.team && person.role !== "viewer");
	return (team.find((person) => person.role === "lead") ?? pick(team, "planner", item.team)).login;
}
