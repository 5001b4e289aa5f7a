import type { Actor } from "#server/platform/actor.ts";
import { db, type Reader } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { authorize } from "../authorize.ts";
import { decide } from "../decide.ts";
import { onCallIn } from "./find-on-call.ts";
import { type LoadedRota, loadRota } from "./load-rota.ts";
import type { OnCall } from "./schema.ts";
import { fromRunningTurn, shiftsFrom } from "./shift-at.ts";

const shown = 7;

/** A team's rota, who is on call now, and the handovers to come. Throws Problem 404. */
export async function getOnCall(actor: Actor, teamName: string): Promise<OnCall> {
	const team = await findTeam(db(), teamName);
	await authorize(actor, "access.read", { teamId: team.id, subject: { kind: "team", id: team.id } });
	const now = new Date();
	const loaded = await loadRota(db(), team.id, now);
	const mayManage = decide(actor, "on-call.manage", { teamId: team.id }).allowed;
	if (!loaded)
		return { now: { person: null, why: "none", until: null }, rota: null, shifts: [], overrides: [], mayManage };
	return {
		now: onCallIn(loaded, now),
		rota: rotaOf(loaded, now),
		shifts: shiftsOf(loaded, now),
		overrides: overridesOf(loaded),
		mayManage,
	};
}

/** A team by name. Throws Problem 404. */
export async function findTeam(reader: Reader, name: string) {
	const team = await reader.team.findUnique({ where: { name } });
	if (!team) throw notFound("team", name);
	return team;
}

/** From the running turn on, so that whoever changes it keeps whose turn it is. */
function rotaOf({ rota, people }: LoadedRota, at: Date): OnCall["rota"] {
	const logins = people.map(({ login }) => login);
	const told = fromRunningTurn({ ...rota, people: logins }, at);
	return { ...told, people: told.people.flatMap((login) => people.find((one) => one.login === login) ?? []) };
}

const shiftsOf = ({ rota, others, personOf }: LoadedRota, at: Date): OnCall["shifts"] =>
	shiftsFrom(rota, others, { at, count: shown }).map(({ person, because, from, until }) => ({
		...{ person: personOf(person), override: because === "override" },
		...{ from: from?.toISOString() ?? null, until: until.toISOString() },
	}));

const overridesOf = ({ overrides }: LoadedRota): OnCall["overrides"] =>
	overrides
		.map(({ id, person, from, until, reason, createdBy }) => ({
			...{ id, person: person && { login: person.login, name: person.name } },
			...{ from: from.toISOString(), until: until.toISOString(), reason, createdBy: nameIn(createdBy) },
		}))
		.sort((a, b) => a.from.localeCompare(b.from));

function nameIn(actor: unknown): string {
	const name = typeof actor === "object" && actor !== null ? Reflect.get(actor, "name") : null;
	return typeof name === "string" ? name : "";
}
