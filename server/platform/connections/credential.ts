import { config } from "../config/load.ts";
import { unseal } from "../seal.ts";

/** The credential of a connection made in the settings, opened by the worker; null when it has none. */
export function openCredential(connection: { sealedCredential: Uint8Array | null }): string | null {
	const { SEAL_PRIVATE_KEY } = config();
	if (!connection.sealedCredential) return null;
	if (!SEAL_PRIVATE_KEY) throw new Error("SEAL_PRIVATE_KEY is not set; only the worker can open credentials.");
	return unseal(connection.sealedCredential, SEAL_PRIVATE_KEY);
}
