import type { PartProcess } from "./part-process.ts";

const patienceMs = 3500;

/** Ends all parts together: asks, waits up to 3.5 s, then ends each group with whatever is left in it. */
export async function endParts(parts: Iterable<PartProcess>): Promise<void> {
	const all = [...parts];
	for (const part of all) part.end();
	let timer: NodeJS.Timeout | undefined;
	const patience = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, patienceMs);
	});
	await Promise.race([Promise.all(all.map((part) => part.ended)), patience]);
	clearTimeout(timer);
	for (const part of all) part.kill();
	await Promise.all(all.map((part) => part.ended));
}
