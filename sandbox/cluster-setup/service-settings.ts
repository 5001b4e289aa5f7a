import { createHash } from "node:crypto";
import type { EnvironmentName, Service } from "../company/company.ts";

/** What a service is told in an environment. Its pods read LOG_LEVEL and DATABASE_POOL_SIZE; the rest is for its own code. */
export function settingsOf(service: Service, environment: EnvironmentName): Record<string, string> {
	const production = environment === "production";
	return {
		ENVIRONMENT: environment,
		LOG_LEVEL: production ? "info" : "debug",
		REQUEST_TIMEOUT_MS: production ? "3000" : "10000",
		TRACE_SAMPLE_RATE: "0.1",
		...(service.database && { DATABASE_NAME: service.database, DATABASE_POOL_SIZE: "10" }),
		// Tried out before production gets it.
		...(service.name === "checkout" && !production && { FEATURE_ONE_CLICK: "true" }),
	};
}

/** The credentials of a service in an environment. Development and staging share the account at the provider, as companies do. */
export function secretsOf(service: Service, environment: EnvironmentName): Record<string, string> {
	const account = environment === "production" ? "live" : "trial";
	return {
		SESSION_KEY: madeUp(service.name, environment, "session"),
		...(service.database && { DATABASE_PASSWORD: madeUp(service.name, environment, "database") }),
		...(service.system === "money" && { PROVIDER_API_KEY: madeUp(service.name, account, "provider") }),
	};
}

/** The same at every start, so that a second one changes nothing. */
const madeUp = (...parts: string[]): string =>
	createHash("sha256").update(parts.join("/")).digest("base64url").slice(0, 24);
