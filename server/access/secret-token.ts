import { createHash, randomBytes } from "node:crypto";

/** A new secret of 256 random bits and the hash that is stored of it. */
export function newSecretToken(prefix = ""): { token: string; hash: string } {
	const token = prefix + randomBytes(32).toString("base64url");
	return { token, hash: hashToken(token) };
}

/** Random 256-bit secrets need no slow hash. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");
