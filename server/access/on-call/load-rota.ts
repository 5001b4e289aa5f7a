import type { Reader } from "#server/platform/database.ts";
import type { Override, Rota } from "./shift-at.ts";

/** Overrides of a team that are not over; more are refused. */
export const mostOverrides = 100;

type Person = { login: string; name: string };

/** A team's rota as rows say it at a moment, in the form that shifts are computed from: people by login. Null without a rota. */
export async function loadRota(reader: Reader, teamId: string, at: Date) {
	const person = { select: { login: true, name: true, disabledAt: true } } as const;
	const row = await reader.onCallRota.findUnique({
		where: { teamId },
		include: {
			members: { orderBy: { position: "asc" }, include: { person } },
			overrides: {
				where: { until: { gt: at } },
				orderBy: [{ createdAt: "asc" }, { id: "asc" }],
				include: { person },
				take: mostOverrides,
			},
		},
	});
	if (!row) return null;
	const { startsOn, time, timeZone, days, members, overrides } = row;
	const people = members.map((member) => member.person);
	const everybody = [...people, ...overrides.flatMap((one) => one.person ?? [])];
	const present = (one: { login: string; disabledAt: Date | null } | null) =>
		one && !one.disabledAt ? one.login : null;
	const rota: Rota = { startsOn, time, timeZone, days, people: people.map(present) };
	return {
		rota,
		people: people.map(({ login, name }): Person => ({ login, name })),
		overrides,
		others: overrides.map((one): Override => ({ from: one.from, until: one.until, person: present(one.person) })),
		personOf: (login: string | null): Person | null => {
			const found = everybody.find((one) => one.login === login);
			return found ? { login: found.login, name: found.name } : null;
		},
	};
}
export type LoadedRota = NonNullable<Awaited<ReturnType<typeof loadRota>>>;
