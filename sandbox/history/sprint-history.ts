import { items } from "../company/items.ts";
import { teams } from "../company/teams.ts";
import type { HistorySprint } from "./history-format.ts";
import { day, iso, workingMorningBefore } from "./working-time.ts";

const length = 14 * day;

/** Start and end of the closed, the active and the planned sprint, as seen from `now`. */
export function sprintWindows(now: number) {
	const active = workingMorningBefore(now, 3);
	return {
		closed: { start: active - length, end: active },
		active: { start: active, end: active + length },
		planned: { start: active + length, end: active + 2 * length },
	};
}

/** The name of a team's sprint. */
export function sprintName(team: string, state: HistorySprint["state"]): string {
	const title = teams.find(({ name }) => name === team)?.title ?? team;
	return `${title} ${{ closed: 21, active: 22, planned: 23 }[state]}`;
}

/** Three sprints for each team. */
export function sprintHistory(now: number): HistorySprint[] {
	const windows = sprintWindows(now);
	return teams.flatMap((team) =>
		(["closed", "active", "planned"] as const).map((state) => ({
			team: team.name,
			name: sprintName(team.name, state),
			startsAt: iso(windows[state].start),
			endsAt: iso(windows[state].end),
			capacity: capacityOf(team.name),
			state,
		})),
	);
}

/** What the team finished last time, rounded up to the next five: how most teams plan. */
function capacityOf(team: string): number {
	const finished = items.filter((item) => item.team === team && item.sprint === "previous");
	return Math.ceil(finished.reduce((sum, item) => sum + item.estimate, 0) / 5) * 5;
}
