import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { newSealKeys } from "../../server/platform/seal.ts";

const schema = z.object({
	migratorPassword: z.string(),
	webPassword: z.string(),
	workerPassword: z.string(),
	rpcSecret: z.string(),
	sealPublicKey: z.string(),
	sealPrivateKey: z.string(),
});

/** What this installation keeps to itself. */
export type Secrets = z.infer<typeof schema>;

/** Reads the secrets of a data folder, made at its first start; only the owner may read the file. */
export function loadSecrets(data: string): Secrets {
	const file = join(data, "secrets.json");
	if (existsSync(file)) return schema.parse(JSON.parse(readFileSync(file, "utf8")));
	const random = () => randomBytes(24).toString("base64url");
	const seal = newSealKeys();
	const secrets = {
		migratorPassword: random(),
		webPassword: random(),
		workerPassword: random(),
		rpcSecret: random(),
		sealPublicKey: seal.publicKey,
		sealPrivateKey: seal.privateKey,
	};
	writeFileSync(file, JSON.stringify(secrets, null, "\t"), { mode: 0o600 });
	return secrets;
}
