import type { Json, JsonObject } from "./json.ts";
import { isObject } from "./json.ts";

const maps = new Set(["labels", "annotations", "matchLabels", "nodeSelector", "limits", "requests"]);

function isEmpty(key: string, value: Json | undefined): boolean {
	if (value === null || value === undefined) return true;
	if (Array.isArray(value)) return value.length === 0;
	return maps.has(key) && isObject(value) && Object.keys(value).length === 0;
}

/** Drops nulls, empty lists and empty maps in place: the API server does not store them (`omitempty`). */
export function dropEmpty(object: JsonObject): void {
	for (const [key, value] of Object.entries(object)) {
		if (isEmpty(key, value)) delete object[key];
		else if (isObject(value)) dropEmpty(value);
		else if (Array.isArray(value)) for (const item of value) if (isObject(item)) dropEmpty(item);
	}
}
