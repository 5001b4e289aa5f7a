const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How far apart samples lie at which age: close where short charts look, wide where only long ones do. */
const resolutions = [
	{ olderThan: 3 * day, step: 10 * minute },
	{ olderThan: day, step: 5 * minute },
	{ olderThan: 2 * hour, step: minute },
	{ olderThan: 0, step: minute / 2 },
];

/** How long the generated past is. */
export const pastMs = 14 * day;

/** The times of all samples before `end`, oldest first, in ms; none closer together than `coarsest` asks for. */
export function sampleTimes(end: number, coarsest = 0): number[] {
	const times: number[] = [];
	for (let age = pastMs; age > 0; ) {
		times.push(end - age);
		const step = resolutions.find(({ olderThan }) => age > olderThan)?.step ?? minute;
		age -= Math.max(step, coarsest);
	}
	return times;
}
