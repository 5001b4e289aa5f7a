import { readFileSync } from "node:fs";

/** Resident memory of a process in MB (10^6 bytes). */
export function residentMb(pid: number): number {
	const status = readFileSync(`/proc/${pid}/status`, "utf8");
	return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024) / 1e6;
}

/** Seconds of processor time that a process has used since it began; Linux counts in hundredths. */
export function processorSeconds(pid: number): number {
	// The name in parentheses may hold spaces; user and system time are the 12th and 13th field after it.
	const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
	return (Number(fields[11]) + Number(fields[12])) / 100;
}
