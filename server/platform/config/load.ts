import { readFileSync } from "node:fs";
import { type Config, configSchema } from "./schema.ts";

/** All that is wrong with the settings, at once. */
export class ConfigError extends Error {
	readonly problems: string[];
	constructor(problems: string[]) {
		super(`Lazo cannot start: ${problems.length} setting(s) are wrong.\n${problems.map((p) => `  - ${p}`).join("\n")}`);
		this.name = "ConfigError";
		this.problems = problems;
	}
}

type Environment = Record<string, string | undefined>;

/**
 * Parses settings from environment variables. `NAME_FILE` reads a value from a file.
 * Throws ConfigError with every problem: wrong form, both NAME and NAME_FILE, unreadable file, half-configured sign-in.
 */
export function parseConfig(environment: Environment): Config {
	const { values, problems } = readValues(environment);
	const parsed = configSchema.safeParse(values);
	if (!parsed.success) {
		problems.push(...parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`));
	} else {
		problems.push(...contradictions(parsed.data));
	}
	if (problems.length > 0 || !parsed.success) throw new ConfigError(problems);
	return parsed.data;
}

function readValues(environment: Environment) {
	const problems: string[] = [];
	const values: Environment = {};
	for (const name of Object.keys(configSchema.shape)) {
		const direct = environment[name];
		const file = environment[`${name}_FILE`];
		if (direct && file) problems.push(`${name} and ${name}_FILE are both set; keep one.`);
		if (direct) values[name] = direct;
		else if (file) {
			try {
				values[name] = readFileSync(file, "utf8").trim();
			} catch (error) {
				problems.push(
					`${name}_FILE: ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown error"}).`,
				);
			}
		}
	}
	return { values, problems };
}

function contradictions(config: Config): string[] {
	const problems: string[] = [];
	const together = (names: (keyof Config)[]) => {
		const missing = names.filter((name) => config[name] === undefined);
		if (missing.length > 0 && missing.length < names.length) {
			problems.push(`${names.join(", ")} belong together; ${missing.join(", ")} is missing.`);
		}
	};
	together(["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"]);
	together(["GITHUB_OAUTH_CLIENT_ID", "GITHUB_OAUTH_CLIENT_SECRET"]);
	together(["GITHUB_APP_ID", "GITHUB_APP_PRIVATE_KEY", "GITHUB_APP_INSTALLATION_ID"]);
	return problems;
}

const key = Symbol.for("lazo.config");
const shared = globalThis as { [key]?: Config };

/** The settings of this process, parsed once. */
export function config(): Config {
	shared[key] ??= parseConfig(process.env);
	return shared[key];
}

/** Lets tests set other settings: they are parsed again when somebody asks next. */
export function forgetConfig(): void {
	delete shared[key];
}
