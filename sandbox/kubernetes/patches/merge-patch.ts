import type { Json } from "../objects/json.ts";
import { isObject } from "../objects/json.ts";

/** Applies an RFC 7396 merge patch: objects merge, null removes, everything else replaces. */
export function applyMergePatch(document: Json | undefined, patch: Json): Json {
	if (!isObject(patch)) return patch;
	const result = isObject(document) ? { ...document } : {};
	for (const [key, value] of Object.entries(patch)) {
		if (value === undefined) continue;
		if (value === null) delete result[key];
		else result[key] = applyMergePatch(result[key], value);
	}
	return result;
}
