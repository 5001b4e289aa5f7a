import { readFileSync } from "node:fs";

/** How one version of a service behaves, as its `service.json` says. Times in milliseconds. */
export type Behaviour = {
	service: string;
	version: string;
	/** Share of requests that fail, 0 to 1. */
	errorRate: number;
	latencyMs: number;
	/** Ends with code 1 after so long; `null` never. */
	crashAfterMs: number | null;
	/** Not ready before. */
	startMs: number;
	database: string | null;
	errorMessage: string;
	crashMessage: string;
};

/** Reads a service.json. Throws when it is no JSON object; a value of the wrong kind counts as not given. */
export function readBehaviour(file: string): Behaviour {
	const given: unknown = JSON.parse(readFileSync(file, "utf8"));
	if (given === null || typeof given !== "object") throw new Error(`${file} holds no JSON object`);
	const values = new Map<string, unknown>(Object.entries(given));
	const text = (key: string, fallback: string) => {
		const value = values.get(key);
		return typeof value === "string" ? value : fallback;
	};
	const number = (key: string, fallback: number) => {
		const value = values.get(key);
		return typeof value === "number" && value >= 0 ? value : fallback;
	};
	const crash = number("crashAfterMs", -1);
	return {
		service: text("service", "unknown"),
		version: text("version", "0.0.0"),
		errorRate: number("errorRate", 0),
		latencyMs: number("latencyMs", 20),
		crashAfterMs: crash < 0 ? null : crash,
		startMs: number("startMs", 0),
		database: text("database", "") || null,
		errorMessage: text("errorMessage", "TypeError: Cannot read properties of undefined (reading 'id')"),
		crashMessage: text("crashMessage", "required configuration is missing"),
	};
}
