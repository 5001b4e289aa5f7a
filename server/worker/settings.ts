import { redactedConfig } from "#server/platform/config/describe.ts";
import { ConfigError, config as load } from "#server/platform/config/load.ts";
import type { Config } from "#server/platform/config/schema.ts";

/** The settings, or an end of the process with the list of what is wrong. */
export function config(): Config {
	try {
		return load();
	} catch (error) {
		if (!(error instanceof ConfigError)) throw error;
		process.stderr.write(`${error.message}\n`);
		process.exit(2);
	}
}

export const redactedSettings = () => redactedConfig(load());
