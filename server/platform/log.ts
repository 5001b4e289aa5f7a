import pino from "pino";

/** Structured log of this process: JSON lines on standard error; secrets are cut by name. */
export const log = pino(
	{
		level: levelFromEnvironment(),
		base: undefined,
		redact: {
			paths: [
				"authorization",
				"cookie",
				"password",
				"token",
				"secret",
				"credential",
				"*.authorization",
				"*.cookie",
				"*.password",
				"*.token",
				"*.secret",
				"*.credential",
				"*.headers.authorization",
			],
			censor: "[redacted]",
		},
		formatters: { level: (label) => ({ level: label }) },
		timestamp: pino.stdTimeFunctions.isoTime,
	},
	pino.destination({ fd: 2, sync: true }),
);

function levelFromEnvironment(): string {
	// biome-ignore lint/style/noProcessEnv: logging must work before the settings are parsed.
	const level = process.env.LOG_LEVEL;
	return level && ["debug", "info", "warn", "error"].includes(level) ? level : "info";
}
