import type { Json } from "../../objects/json.ts";
import { isObject, sameJson } from "../../objects/json.ts";
import type { PodTemplate } from "../../objects/types.ts";

const alphabet = "bcdfghjklmnpqrstvwxz2456789";
export const hashLabel = "pod-template-hash";

function sorted(value: Json | undefined): Json | undefined {
	if (Array.isArray(value)) return value.map((item) => sorted(item) ?? null);
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.keys(value)
			.sort()
			.map((key) => [key, sorted(value[key])]),
	);
}

/** FNV-1a of 32 bits, written in the letters that Kubernetes uses in names. The real one hashes Go's own dump. */
export function templateHash(template: PodTemplate): string {
	let hash = 0x811c9dc5;
	for (const byte of Buffer.from(JSON.stringify(sorted(template)))) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
	return [...String(hash)].map((digit) => alphabet[digit.charCodeAt(0) % alphabet.length]).join("");
}

function bare(template: PodTemplate): Json {
	const { [hashLabel]: _, ...labels } = template.metadata?.labels ?? {};
	return { spec: template.spec, labels, annotations: template.metadata?.annotations ?? {} };
}

/** Whether two templates make the same pods, the hash label aside. */
export function sameTemplate(a: PodTemplate, b: PodTemplate): boolean {
	return sameJson(bare(a), bare(b));
}
