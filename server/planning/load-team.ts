import type { Reader } from "#server/platform/database.ts";
import { invalid, notFound } from "#server/platform/errors.ts";

/** A team by name. Throws Problem 404. */
export async function loadTeam(reader: Reader, name: string) {
	const team = await reader.team.findUnique({ where: { name } });
	if (!team) throw notFound("team", name);
	return team;
}

/** The service an item is about, by name, or null for none. Throws Problem 422. */
export async function loadServiceId(reader: Reader, name: string | null): Promise<string | null> {
	if (name === null) return null;
	const service = await reader.entity.findFirst({ where: { kind: "component", name }, select: { id: true } });
	if (!service) throw invalid("no-such-service", `There is no service "${name}" in the catalog.`, { name });
	return service.id;
}

/** The person an item is given to, by login, or null for nobody. Throws Problem 422. */
export async function loadAssigneeId(reader: Reader, login: string | null): Promise<string | null> {
	if (login === null) return null;
	const person = await reader.person.findUnique({ where: { login }, select: { id: true, disabledAt: true } });
	if (!person || person.disabledAt)
		throw invalid("no-such-person", `"${login}" has never signed in or is disabled, so nothing can be given to them.`, {
			login,
		});
	return person.id;
}

/** Throws Problem 422 unless the sprint is of the team and still open. */
export async function checkSprint(reader: Reader, sprintId: string | null, teamId: string): Promise<void> {
	if (sprintId === null) return;
	const sprint = await reader.sprint.findUnique({ where: { id: sprintId } });
	if (!sprint || sprint.teamId !== teamId)
		throw invalid("no-such-sprint", "That sprint does not belong to the team of the item.");
	if (sprint.state === "closed")
		throw invalid("sprint-closed", `${sprint.name} is closed; choose a running or planned sprint.`, {
			sprint: sprint.name,
		});
}
