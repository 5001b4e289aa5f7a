import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { SandboxOptions } from "./sandbox-options.ts";

const claimSchema = z.object({
	pid: z.number().int().positive(),
	port: z.number().int(),
	controlPlane: z.enum(["sandbox", "real"]),
});

/** Which sandbox runs, or ran last, in a data folder. */
export type Claim = z.infer<typeof claimSchema> & { running: boolean };

/** The claim on a data folder; null when no sandbox ever ran there. */
export function readClaim(dataDir: string): Claim | null {
	const file = join(dataDir, "sandbox.json");
	if (!existsSync(file)) return null;
	const claim = claimSchema.parse(JSON.parse(readFileSync(file, "utf8")));
	return { ...claim, running: isSandbox(claim.pid) };
}

/**
 * Takes a data folder for this process. Throws when another sandbox runs in it, or when it was made with another port:
 * its images and webhooks carry that port.
 */
export function claimDataFolder({ dataDir, port, controlPlane }: Omit<SandboxOptions, "lazoUrl">): void {
	const claim = readClaim(dataDir);
	if (claim?.running && claim.pid !== process.pid) {
		throw new Error(`a sandbox runs in ${dataDir} already (process ${claim.pid}, port ${claim.port})`);
	}
	if (claim && claim.port !== port) {
		throw new Error(
			`the data in ${dataDir} was made for port ${claim.port}, and its images carry it: use --port ${claim.port}, or another --data`,
		);
	}
	writeFileSync(join(dataDir, "sandbox.json"), `${JSON.stringify({ pid: process.pid, port, controlPlane })}\n`);
}

/** Whether that process number still belongs to a sandbox, and was not given to another program. */
function isSandbox(pid: number): boolean {
	try {
		process.kill(pid, 0);
		const commandLine = `/proc/${pid}/cmdline`;
		return !existsSync(commandLine) || readFileSync(commandLine, "utf8").includes("sandbox/main.ts");
	} catch {
		return false;
	}
}
