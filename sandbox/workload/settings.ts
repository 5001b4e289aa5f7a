const levels = ["debug", "info", "error", "fatal"] as const;
export type Level = (typeof levels)[number];

/** What a pod is told by its environment, from ConfigMaps and Secrets. */
export type Settings = {
	logLevel: Level;
	/** Connections that it opens to its database. */
	poolSize: number;
	/** Names of what it was told, never the values. */
	names: string[];
};

/** Reads the settings. Throws, with the variable's name, when one makes no sense: a program must not guess. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
	const { LOG_LEVEL = "info", DATABASE_POOL_SIZE = "10" } = environment;
	const logLevel = levels.find((level) => level === LOG_LEVEL);
	if (!logLevel) throw new Error(`LOG_LEVEL is "${LOG_LEVEL}", and not one of ${levels.join(", ")}`);
	const poolSize = Number(DATABASE_POOL_SIZE);
	if (!Number.isInteger(poolSize) || poolSize < 1)
		throw new Error(`DATABASE_POOL_SIZE is "${DATABASE_POOL_SIZE}", and no number of connections`);
	return { logLevel, poolSize, names: Object.keys(environment).sort() };
}

/** Whether a line of a level is written. */
export const isLogged = (level: Level, { logLevel }: Settings): boolean =>
	levels.indexOf(level) >= levels.indexOf(logLevel);
