import { reportError, reportSuccess } from "#server/platform/connections/health.ts";
import { type OutboundAnswer, OutboundError } from "#server/platform/outbound.ts";
import { askRegistry, type RegistryRead, redirects } from "./ask-registry.ts";
import type { Registry } from "./open-registry.ts";
import { RegistryError } from "./registry-error.ts";

/** One read below /v2/, with health reported. Null when the registry knows no such thing; throws RegistryError. */
export async function readRegistry(registry: Registry, read: RegistryRead): Promise<OutboundAnswer | null> {
	const { path } = read;
	try {
		const answer = await askRegistry(registry, read);
		if (answer.status === 404) {
			await reportSuccess(registry.connectionId);
			return null;
		}
		if (answer.status === 401 || answer.status === 403)
			throw new RegistryError(
				"registry.refused",
				`The registry refused to show ${path} (${answer.status}). Check its credential.`,
			);
		const told = answer.status === 200 || (read.stopAtRedirect && redirects.includes(answer.status));
		if (!told) throw new RegistryError("registry.failed", `The registry answered ${answer.status} for ${path}.`);
		await reportSuccess(registry.connectionId);
		return answer;
	} catch (error) {
		const known = error instanceof RegistryError || error instanceof OutboundError;
		if (known) await reportError(registry.connectionId, error.code, error.message);
		throw error;
	}
}
