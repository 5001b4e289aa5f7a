import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

/** What every part of the sandbox is told: its data folder and the base port that all ports count from. */
export type PartOptions = {
	dataDir: string;
	/** This part's own folder inside the data folder; it exists. */
	partDir: string;
	basePort: number;
	/** Further options of the part, by name without dashes. */
	extra: Record<string, string>;
};

/** Reads `--data D --port B` and the named further options of a part. Throws on an unknown option or a bad port. */
export function partOptions(part: string, extraNames: string[] = []): PartOptions {
	const { values } = parseArgs({
		options: Object.fromEntries(["data", "port", ...extraNames].map((name) => [name, { type: "string" as const }])),
	});
	const basePort = Number(values.port ?? 4300);
	if (!Number.isInteger(basePort) || basePort < 1024 || basePort > 65_000) {
		throw new Error(`--port ${values.port} is no usable base port; give a number from 1024 to 65000`);
	}
	const dataDir = resolve(text(values.data) ?? "./.data/sandbox");
	const partDir = join(dataDir, part);
	mkdirSync(partDir, { recursive: true, mode: 0o700 });
	const extra: Record<string, string> = {};
	for (const name of extraNames) {
		const value = text(values[name]);
		if (value !== undefined) extra[name] = value;
	}
	return { dataDir, partDir, basePort, extra };
}

function text(value: string | boolean | undefined): string | undefined {
	return typeof value === "string" ? value : undefined;
}
