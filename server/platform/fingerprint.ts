import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { config } from "#server/platform/config/load.ts";

let secret: Buffer | null = null;

/** Made of what only the worker has; without that, fingerprints hold until it starts again. */
function keyOfWorker(): Buffer {
	const { SEAL_PRIVATE_KEY } = config();
	secret ??= SEAL_PRIVATE_KEY
		? Buffer.from(hkdfSync("sha256", SEAL_PRIVATE_KEY, "", "lazo configuration fingerprint", 32))
		: randomBytes(32);
	return secret;
}

/** Whether fingerprints of today can be compared with those of another process, of today or of next year. */
export const fingerprintsLast = (): boolean => config().SEAL_PRIVATE_KEY !== undefined;

/** Tells equal from different values of one scope without telling the value. Nobody without the worker's key can try values. */
export function fingerprint(scope: readonly string[], value: Uint8Array): string {
	const hmac = createHmac("sha256", keyOfWorker());
	hmac.update(JSON.stringify(scope)).update("\n").update(value);
	return hmac.digest("hex").slice(0, 16);
}
