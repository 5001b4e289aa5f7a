import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import type { Options } from "./options.ts";
import type { Secrets } from "./secrets.ts";

type Settings = Record<string, string>;

/** What the sandbox says of itself: addresses and credentials, as configuration would name real systems. */
export function readSandboxSettings(data: string): Settings {
	const parsed = parseEnv(readFileSync(join(data, "sandbox", "lazo.env"), "utf8"));
	return Object.fromEntries(
		Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
	);
}

/** Settings of both processes. What the caller's environment names wins over what is made up here. */
export function lazoSettings({
	options,
	secrets,
	sandbox,
}: {
	options: Options;
	secrets: Secrets;
	sandbox: Settings;
}): Settings {
	return {
		...sandbox,
		LAZO_URL: options.url,
		PORT: String(options.port),
		WORKER_PORT: String(options.workerPort),
		RPC_SECRET: secrets.rpcSecret,
		SEAL_PUBLIC_KEY: secrets.sealPublicKey,
	};
}
