import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { ProductFacts } from "./start-product.ts";

const own = z.record(z.string(), z.string());

/**
 * The secrets that a product was started with, by name: its own (database passwords, keys) and those of its outside world
 * (tokens, webhook and client secrets, the cluster's credential). Public keys and addresses are none.
 */
export function productSecrets(product: ProductFacts): Record<string, string> {
	const { sealPublicKey: _, ...secrets } = own.parse(
		JSON.parse(readFileSync(join(product.data, "secrets.json"), "utf8")),
	);
	for (const [name, value] of Object.entries(product.sandbox))
		if (/SECRET|TOKEN|PASSWORD|PRIVATE_KEY/.test(name) && value) secrets[name] = value;
	const kubeconfig = readFileSync(product.sandbox.KUBERNETES_KUBECONFIG_FILE ?? "", "utf8");
	const [, field, value] = /(client-key-data|token): *"?([^\s"]+)/.exec(kubeconfig) ?? [];
	if (field && value) secrets[`kubeconfig ${field}`] = value;
	return secrets;
}

/** Every way in which a secret may stand in a text: as it is, in JSON, in base64 at each of the three offsets, in hexadecimal. */
export function formsOf(secret: string): string[] {
	const bytes = Buffer.from(secret);
	const shifted = [0, 1, 2].map((offset) => {
		const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
		// The ends mix with what stands next to them.
		return encoded.slice(offset === 0 ? 0 : 4, -4);
	});
	return [secret, JSON.stringify(secret).slice(1, -1), bytes.toString("hex"), ...shifted];
}
