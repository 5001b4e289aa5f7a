import type { Json, JsonObject } from "../objects/json.ts";
import { isObject, list } from "../objects/json.ts";
import type { ListStrategy } from "./merge-keys.ts";
import { listStrategy } from "./merge-keys.ts";

const orderPrefix = "$setElementOrder/";
const deletePrefix = "$deleteFromPrimitiveList/";

function isDirective(key: string): boolean {
	return key === "$patch" || key === "$retainKeys" || key.startsWith(orderPrefix) || key.startsWith(deletePrefix);
}

function without(patch: JsonObject, key: string): JsonObject {
	const { [key]: _, ...rest } = patch;
	return rest;
}

/** Items named in `order` come in its order; those only the server knows stay behind the item they followed. */
function inOrder(items: Json[], order: Json[], nameOf: (item: Json) => Json | undefined): Json[] {
	const rank = new Map(order.map((item, index) => [nameOf(item), index]));
	let last = -1;
	const placed = items.map((item, index) => {
		last = rank.get(nameOf(item)) ?? last;
		return { item, index, rank: last };
	});
	return placed.sort((a, b) => a.rank - b.rank || a.index - b.index).map(({ item }) => item);
}

function mergeKeyed(current: Json[], patch: Json[], context: { key: string; field: string }): Json[] {
	const { key, field } = context;
	const replaces = patch.some((item) => isObject(item) && item.$patch === "replace");
	let result = replaces ? [] : [...current];
	for (const item of patch) {
		if (!isObject(item)) continue;
		const at = result.findIndex((other) => isObject(other) && other[key] === item[key]);
		if (item.$patch === "delete") result = result.filter((other) => !isObject(other) || other[key] !== item[key]);
		else if (item.$patch === "replace" && item[key] === undefined) continue;
		else if (at >= 0) result[at] = applyStrategicMergePatch(result[at], item, field);
		else result.push(applyStrategicMergePatch(undefined, item, field));
	}
	return result;
}

function mergeList(current: Json[], patch: Json[] | undefined, context: ListContext): Json[] {
	const { strategy, field, order, removed } = context;
	if (strategy === "set") {
		const kept = current.filter((item) => !removed.includes(item));
		const union = [...new Set([...kept, ...(patch ?? [])])];
		return order ? inOrder(union, order, (item) => item) : union;
	}
	const merged = patch ? mergeKeyed(current, patch, { key: strategy.key, field }) : current;
	return order ? inOrder(merged, order, (item) => (isObject(item) ? item[strategy.key] : undefined)) : merged;
}

type ListContext = { strategy: ListStrategy; field: string; order: Json[] | undefined; removed: Json[] };

function mergeField(
	current: Json | undefined,
	patch: JsonObject,
	at: { field: string; parent: string },
): Json | undefined {
	const value = patch[at.field];
	const strategy = listStrategy(at.field, at.parent);
	const order = patch[orderPrefix + at.field];
	const isList = Array.isArray(value) || (value === undefined && Array.isArray(current));
	if (strategy && isList) {
		return mergeList(Array.isArray(current) ? current : [], Array.isArray(value) ? value : undefined, {
			strategy,
			field: at.field,
			order: Array.isArray(order) ? order : undefined,
			removed: list(patch, deletePrefix + at.field),
		});
	}
	if (value === undefined) return current;
	return isObject(value) ? applyStrategicMergePatch(current, value, at.field) : value;
}

/** The fields a patch speaks of, those that only a directive names included. */
function fieldsOf(patch: JsonObject): Set<string> {
	const names = Object.keys(patch).map((key) => (isDirective(key) ? key.slice(key.indexOf("/") + 1) : key));
	return new Set(names.filter((name) => !isDirective(name)));
}

function retained(document: JsonObject, patch: JsonObject): JsonObject {
	const names = patch.$retainKeys;
	if (!Array.isArray(names)) return { ...document };
	return Object.fromEntries(Object.entries(document).filter(([key]) => names.includes(key)));
}

/**
 * Applies a Kubernetes strategic merge patch: lists with a merge key merge by it, directives (`$patch`,
 * `$retainKeys`, `$setElementOrder`, `$deleteFromPrimitiveList`) are followed, all else is a merge patch.
 * @param field the field that holds the document, empty for a whole object
 */
export function applyStrategicMergePatch(document: Json | undefined, patch: JsonObject, field = ""): JsonObject {
	if (patch.$patch === "delete") return {};
	if (patch.$patch === "replace") return applyStrategicMergePatch({}, without(patch, "$patch"), field);
	const result = retained(isObject(document) ? document : {}, patch);
	for (const key of fieldsOf(patch)) {
		const merged = patch[key] === null ? undefined : mergeField(result[key], patch, { field: key, parent: field });
		if (merged === undefined) delete result[key];
		else result[key] = merged;
	}
	return result;
}
