import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from "jose";
import { z } from "zod";

/** The issuer's RS256 key: `privateKey` signs, `publicJwk` is what the JWKS document shows. */
export type SigningKey = { privateKey: CryptoKey | Uint8Array; publicJwk: JWK & { kid: string } };

const storedSchema = z.looseObject({ kty: z.literal("RSA"), kid: z.string(), n: z.string(), e: z.string() });

/** Reads the key of a data folder, or makes one there (mode 0600), so that tokens outlive a restart. */
export async function signingKey(dataDir: string): Promise<SigningKey> {
	const folder = join(dataDir, "identity");
	const file = join(folder, "signing-key.json");
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const stored = storedSchema.parse(readStored(file) ?? (await makeStored(file)));
	const { kty, kid, n, e } = stored;
	return {
		privateKey: await importJWK(stored, "RS256"),
		publicJwk: { kty, kid, n, e, alg: "RS256", use: "sig" },
	};
}

function readStored(file: string): unknown {
	try {
		return JSON.parse(readFileSync(file, "utf8"));
	} catch {
		return null;
	}
}

async function makeStored(file: string): Promise<JWK> {
	const { privateKey } = await generateKeyPair("RS256", { extractable: true });
	const jwk = { ...(await exportJWK(privateKey)), kid: crypto.randomUUID() };
	writeFileSync(file, JSON.stringify(jwk), { mode: 0o600 });
	return jwk;
}
