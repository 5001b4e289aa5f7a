/** What JSON can say. `undefined` stands for a field that is left out. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json | undefined };

export function isObject(value: unknown): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A child that is an object, or an empty one: for reading documents of any shape. */
export function child(parent: JsonObject, key: string): JsonObject {
	const value = parent[key];
	return isObject(value) ? value : {};
}

/** A child that is a list, or an empty one. */
export function list(parent: JsonObject, key: string): Json[] {
	const value = parent[key];
	return Array.isArray(value) ? value : [];
}

/** Equality of JSON documents; a field that is left out equals one that is `undefined`. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
	if (a === b) return true;
	if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
	if (!isObject(a) || !isObject(b)) return false;
	for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) if (!sameJson(a[key], b[key])) return false;
	return true;
}
