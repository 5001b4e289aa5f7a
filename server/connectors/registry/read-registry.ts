import { reportError, reportSuccess } from "#server/platform/connections/health.ts";
import { type OutboundAnswer, OutboundError, outbound } from "#server/platform/outbound.ts";
import type { Registry } from "./open-registry.ts";

/** The registry could not answer as the OCI distribution specification says. */
export class RegistryError extends Error {
	readonly code: string;
	constructor(code: string, message: string) {
		super(message);
		this.name = "RegistryError";
		this.code = code;
	}
}

type Read = { path: string; accept: string; method?: "GET" | "HEAD" };

/** One read below /v2/, with health reported. Null when the registry knows no such thing; throws RegistryError. */
export async function readRegistry(
	registry: Registry,
	{ path, accept, method = "GET" }: Read,
): Promise<OutboundAnswer | null> {
	const url = new URL(`/v2/${path}`, registry.url);
	const headers = { accept, ...(registry.token && { authorization: `Bearer ${registry.token}` }) };
	try {
		const answer = await outbound({ system: "registry", url, method, headers, maxBytes: 8 * 1024 * 1024 });
		if (answer.status === 404) {
			await reportSuccess(registry.connectionId);
			return null;
		}
		if (answer.status === 401 || answer.status === 403)
			throw new RegistryError(
				"registry.refused",
				`The registry refused to show ${path} (${answer.status}). Check its token.`,
			);
		if (answer.status !== 200)
			throw new RegistryError("registry.failed", `The registry answered ${answer.status} for ${path}.`);
		await reportSuccess(registry.connectionId);
		return answer;
	} catch (error) {
		const known = error instanceof RegistryError || error instanceof OutboundError;
		if (known) await reportError(registry.connectionId, error.code, error.message);
		throw error;
	}
}
