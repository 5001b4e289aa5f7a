import { writeFileSync } from "node:fs";
import { constants, setPriority } from "node:os";

/** How far behind the rest a process stands that has a machine of its own elsewhere, as `nice` has it. */
export const behind = constants.priority.PRIORITY_BELOW_NORMAL;

/** Lets a process, and the session it leads, take what others leave of the processor. */
export function standBack(pid: number): void {
	setPriority(pid, behind);
	try {
		// Where Linux shares the processor between sessions first, priorities count only within one.
		writeFileSync(`/proc/${pid}/autogroup`, String(behind));
	} catch {
		// It does not share that way, or this is not Linux.
	}
}
