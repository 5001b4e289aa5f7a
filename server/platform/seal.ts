import {
	createCipheriv,
	createDecipheriv,
	createPrivateKey,
	createPublicKey,
	diffieHellman,
	generateKeyPairSync,
	hkdfSync,
	randomBytes,
} from "node:crypto";

/** A key pair for sealing: base64 of PEM. Web has the public half, only the worker the private one. */
export function newSealKeys(): { publicKey: string; privateKey: string } {
	const pair = generateKeyPairSync("x25519");
	return {
		publicKey: Buffer.from(pair.publicKey.export({ type: "spki", format: "pem" })).toString("base64"),
		privateKey: Buffer.from(pair.privateKey.export({ type: "pkcs8", format: "pem" })).toString("base64"),
	};
}

const pem = (key: string) => Buffer.from(key, "base64").toString("utf8");
const deriveKey = (secret: Buffer, salt: Buffer) =>
	Buffer.from(hkdfSync("sha256", secret, salt, "lazo credential", 32));

/** Seals text so that only the holder of the private key can read it (X25519, HKDF, AES-256-GCM with a fresh key each time). */
export function seal(text: string, publicKey: string): Buffer {
	const once = generateKeyPairSync("x25519");
	const sender = once.publicKey.export({ type: "spki", format: "der" });
	const salt = randomBytes(32);
	const nonce = randomBytes(12);
	const secret = diffieHellman({ privateKey: once.privateKey, publicKey: createPublicKey(pem(publicKey)) });
	const cipher = createCipheriv("aes-256-gcm", deriveKey(secret, salt), nonce);
	const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
	return Buffer.concat([sender, salt, nonce, cipher.getAuthTag(), body]);
}

/** Opens what `seal` made. Throws when it was made for another key or altered. */
export function unseal(sealed: Uint8Array, privateKey: string): string {
	const bytes = Buffer.from(sealed);
	const part = (from: number, length?: number) =>
		bytes.subarray(from, length === undefined ? undefined : from + length);
	const sender = createPublicKey({ key: part(0, 44), format: "der", type: "spki" });
	const secret = diffieHellman({ privateKey: createPrivateKey(pem(privateKey)), publicKey: sender });
	const decipher = createDecipheriv("aes-256-gcm", deriveKey(secret, part(44, 32)), part(76, 12));
	decipher.setAuthTag(part(88, 16));
	return Buffer.concat([decipher.update(part(104)), decipher.final()]).toString("utf8");
}
