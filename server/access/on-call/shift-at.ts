import { addDays, instantOf } from "./zoned-time.ts";

const dayMs = 86_400_000;

/**
 * A rota as it is kept: people in order (null: somebody who is gone), the local date of the first turn, the local time of
 * every handover in an IANA zone, and the length of a turn in days.
 */
export type Rota = {
	people: readonly (string | null)[];
	startsOn: string;
	time: string;
	timeZone: string;
	days: number;
};

/** Somebody else, or nobody (null), for a while. */
export type Override = { person: string | null; from: Date; until: Date };

/** A stretch of time with the same answer. `from` is null before the first turn. */
export type Shift = {
	person: string | null;
	because: "turn" | "override" | "not-started";
	from: Date | null;
	until: Date;
};

/**
 * Who is on call at a moment. `overrides` stand in the order they were made: of those that overlap the last one counts.
 * Pure; costs the same however long ago the rota began.
 */
export function shiftAt(rota: Rota, overrides: readonly Override[], at: Date): Shift {
	const turn = turnAt(rota, at);
	const chosen = overrides.findLast(({ from, until }) => from <= at && at < until);
	const edges = overrides.flatMap(({ from, until }) => [from, until]);
	const past = [turn.from, ...edges].filter((edge) => edge !== null && edge <= at).map(Number);
	const future = [turn.until, ...edges].filter((edge) => edge > at).map(Number);
	return {
		person: chosen ? chosen.person : turn.person,
		because: chosen ? "override" : turn.because,
		from: past.length > 0 ? new Date(Math.max(...past)) : null,
		until: new Date(Math.min(...future)),
	};
}

/** The shift of a moment and those that follow it. */
export function shiftsFrom(
	rota: Rota,
	overrides: readonly Override[],
	{ at, count }: { at: Date; count: number },
): Shift[] {
	const shifts: Shift[] = [];
	for (let from = at; shifts.length < count; ) {
		const shift = shiftAt(rota, overrides, from);
		shifts.push(shift);
		from = shift.until;
	}
	return shifts;
}

/** The same rota told from the running turn on: its person first, its date the first one. As it is before the first turn. */
export function fromRunningTurn(rota: Rota, at: Date): Rota {
	const { people, startsOn, days } = rota;
	const turn = numberOf(rota, at) ?? 0;
	const first = turn % people.length;
	const turned = [...people.slice(first), ...people.slice(0, first)];
	return { ...rota, people: turned, startsOn: addDays(startsOn, turn * days) };
}

/** Without overrides. */
function turnAt(rota: Rota, at: Date): Shift {
	const turn = numberOf(rota, at);
	if (turn === null) return { person: null, because: "not-started", from: null, until: startOf(rota, 0) };
	const person = rota.people[turn % rota.people.length] ?? null;
	return { person, because: "turn", from: startOf(rota, turn), until: startOf(rota, turn + 1) };
}

/** Handovers stay at their local time when the clocks change, so turns differ by an hour then. */
const startOf = ({ startsOn, time, timeZone, days }: Rota, turn: number) =>
	instantOf(addDays(startsOn, turn * days), time, timeZone);

/** The turn that covers a moment, counted from 0; null before the first. */
function numberOf(rota: Rota, at: Date): number | null {
	const first = startOf(rota, 0);
	if (at < first) return null;
	let turn = Math.floor((at.getTime() - first.getTime()) / (rota.days * dayMs));
	while (startOf(rota, turn) > at) turn--;
	while (startOf(rota, turn + 1) <= at) turn++;
	return turn;
}
