import { secretRedactor } from "#server/platform/redact-secrets.ts";

/** Whether a value looks like a secret, by its form (tokens, keys, passwords in addresses) or by the name it stands under. */
export function looksSecret(key: string, text: string): boolean {
	const redact = secretRedactor();
	return `${key}=${text}`.split("\n").some((line) => redact(line) !== line);
}
