const second = 1_000;

/** How long a terminal may last, in milliseconds, and how many there may be. */
export const terminalLimits = {
	longestMs: 15 * 60 * second,
	idleMs: 5 * 60 * second,
	readerGoneMs: 30 * second,
	/** How often it is looked up whether the person still may. */
	recheckMs: 5 * second,
	/** Nobody types where that could not be looked up for so long. */
	uncheckedMs: 60 * second,
	beatMs: 5 * second,
	perPerson: 3,
	opensPerMinute: 6,
	perWorker: 50,
};
export type TerminalLimits = typeof terminalLimits;
