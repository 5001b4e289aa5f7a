import { redacted, secretRedactor } from "#server/platform/redact-secrets.ts";

/** What a run was asked with, as audit lines and screens tell it: what looks like a secret, by its form or its input's name, is cut out whole. */
export function inputsToTell(inputs: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(inputs).map(([name, text]) => {
			const redact = secretRedactor();
			const hides = `${name}=${text}`.split("\n").some((line) => redact(line) !== line);
			return [name, hides ? redacted : text];
		}),
	);
}
