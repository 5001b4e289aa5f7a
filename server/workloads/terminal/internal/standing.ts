import { decide } from "#server/access/decide.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { TerminalStanding } from "../schema.ts";

type Place = { teamId: string | null; environment: { id: string; name: string; production: boolean } };

/** Whether terminals are switched on for a team in an environment. What no team owns never is. */
export async function isSwitchedOn({ teamId, environment }: Place): Promise<boolean> {
	if (teamId === null) return false;
	const right = await db().terminalRight.findUnique({
		where: { teamId_environmentId: { teamId, environmentId: environment.id } },
	});
	return right !== null;
}

/** Whether an actor may open a terminal there: it must be switched on, and the policy table must let them. */
export async function standingOf(actor: Actor, place: Place): Promise<TerminalStanding> {
	if (!(await isSwitchedOn(place))) return "off";
	return actor.kind === "person" && decide(actor, "terminal.open", place).allowed ? "open" : "role";
}
