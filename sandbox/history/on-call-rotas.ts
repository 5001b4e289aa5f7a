import { people } from "../company/company.ts";
import { teams } from "../company/teams.ts";
import type { HistoryRota } from "./history-format.ts";

/** Handovers of the whole company: Mondays at nine where it sits. */
const rhythm = { time: "09:00", timeZone: "Europe/Madrid", days: 7 };

/** The rotas of the teams: whoever builds takes turns, and they began two Mondays before `now` (ms). */
export function onCallRotas(now: number): HistoryRota[] {
	const startsOn = mondayBefore(now);
	return teams.map(({ name }) => ({
		...{ team: name, startsOn, ...rhythm },
		people: people.filter(({ team, role }) => team === name && role !== "viewer").map(({ login }) => login),
	}));
}

function mondayBefore(now: number): string {
	const day = new Date(now);
	day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7) - 7);
	return day.toISOString().slice(0, 10);
}
