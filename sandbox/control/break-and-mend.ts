import { type Fault, readFaults, writeFaults } from "../faults.ts";
import { describeFault, parseFault } from "./fault-kinds.ts";

/** Breaks something in the sandbox of a data folder; returns what to tell the person. Throws for words it does not know. */
export function breakSomething(dataDir: string, [name = "", target]: string[]): string {
	const fault = parseFault(name, target);
	const faults = readFaults(dataDir);
	if (faults.some((one) => isSame(one, fault))) return `That is broken already: ${describeFault(fault)}.`;
	writeFaults(dataDir, [...faults, fault]);
	return `Broken: ${describeFault(fault)}.\nMend it with: npm run sandbox -- mend ${name}${target ? ` ${target}` : ""}`;
}

/** Mends a fault (all of its targets when none is named) or `all`; returns what to tell the person. */
export function mendSomething(dataDir: string, [name = "", target]: string[]): string {
	const faults = readFaults(dataDir);
	if (name === "all") {
		writeFaults(dataDir, []);
		return faults.length === 0 ? "Nothing was broken." : `Mended: ${faults.map(wordsOf).join(", ")}.`;
	}
	if (!faults.some((one) => one.fault === name)) {
		const broken = faults.length === 0 ? "Nothing is broken." : `Broken are: ${faults.map(wordsOf).join(", ")}.`;
		throw new Error(`"${name}" is not broken. ${broken}`);
	}
	const mended = faults.filter((one) => one.fault === name && (!target || one.target === target));
	if (mended.length === 0) throw new Error(`${name} is not broken for "${target}"`);
	writeFaults(
		dataDir,
		faults.filter((one) => !mended.includes(one)),
	);
	return `Mended: ${mended.map(wordsOf).join(", ")}.`;
}

function wordsOf({ fault, target }: Fault): string {
	return target ? `${fault} ${target}` : fault;
}

function isSame(one: Fault, other: Fault): boolean {
	return one.fault === other.fault && one.target === other.target;
}
