import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import type { Options } from "./options.ts";
import { outsideSettings } from "./outside-systems.ts";
import type { Secrets } from "./secrets.ts";

type Settings = Record<string, string>;

/** What the sandbox says of itself: addresses and credentials, as configuration would name real systems. */
export function readSandboxSettings(data: string): Settings {
	const parsed = parseEnv(readFileSync(join(data, "sandbox", "lazo.env"), "utf8"));
	return Object.fromEntries(
		Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
	);
}

/** Settings of both processes; their outside systems are the sandbox's, or those that the caller's environment names. */
export function lazoSettings({
	options,
	secrets,
	sandbox,
}: {
	options: Options;
	secrets: Secrets;
	/** null when it is not started. */
	sandbox: Settings | null;
}): Settings {
	return {
		...(sandbox ?? outsideSettings(process.env)),
		LAZO_URL: options.url,
		PORT: String(options.port),
		WORKER_PORT: String(options.workerPort),
		RPC_SECRET: secrets.rpcSecret,
		SEAL_PUBLIC_KEY: secrets.sealPublicKey,
	};
}
