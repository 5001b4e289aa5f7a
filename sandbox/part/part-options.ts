import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

/** Where a part keeps its state (absolute), the sandbox's base port, and where Lazo listens (no slash at the end). */
export type PartOptions = { dataDir: string; port: number; lazoUrl: string };

/** Reads the options every part of the sandbox takes; options that a part does not know are left to others. */
export function partOptions(args: string[] = process.argv.slice(2)): PartOptions {
	const { values } = parseArgs({
		args,
		strict: false,
		options: { data: { type: "string" }, port: { type: "string" }, "lazo-url": { type: "string" } },
	});
	const dataDir = resolve(String(values.data ?? "./.data/sandbox"));
	const port = Number(values.port ?? 4300);
	if (!Number.isInteger(port) || port < 1024 || port > 65_000) {
		throw new Error(`--port ${values.port} is not a port between 1024 and 65000`);
	}
	const lazoUrl = String(values["lazo-url"] ?? "http://127.0.0.1:3000").replace(/\/+$/, "");
	if (!URL.canParse(lazoUrl)) throw new Error(`--lazo-url ${lazoUrl} is not a URL`);
	mkdirSync(dataDir, { recursive: true });
	return { dataDir, port, lazoUrl };
}
