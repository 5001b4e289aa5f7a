import { z } from "zod";
import type { Json } from "../objects/json.ts";
import { isObject, sameJson } from "../objects/json.ts";

const operationSchema = z.looseObject({
	op: z.enum(["add", "remove", "replace", "move", "copy", "test"]),
	path: z.string(),
	from: z.string().optional(),
});

/** A JSON Patch that does not fit the document: the API answers 422. */
export class JsonPatchError extends Error {}

function tokens(pointer: string): string[] {
	if (pointer === "") return [];
	if (!pointer.startsWith("/")) throw new JsonPatchError(`path ${pointer} does not start with /`);
	return pointer
		.slice(1)
		.split("/")
		.map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function missing(path: string): JsonPatchError {
	return new JsonPatchError(`operation does not apply: doc is missing path: ${path}: missing value`);
}

function indexIn(items: Json[], token: string, limit: number): number {
	const index = /^(0|[1-9]\d*)$/.test(token) ? Number(token) : Number.NaN;
	if (Number.isNaN(index) || index > limit) {
		throw new JsonPatchError(`Unable to access invalid index: ${token}: invalid index referenced`);
	}
	return Math.min(index, items.length);
}

function read(document: Json, pointer: string): Json {
	let at: Json | undefined = document;
	for (const token of tokens(pointer)) {
		if (Array.isArray(at)) at = at[indexIn(at, token, at.length - 1)];
		else if (isObject(at) && Object.hasOwn(at, token)) at = at[token];
		else throw missing(pointer);
	}
	if (at === undefined) throw missing(pointer);
	return at;
}

function remove(document: Json, pointer: string): Json {
	const path = tokens(pointer);
	const last = path.pop();
	if (last === undefined) return null;
	read(document, pointer);
	const parent = read(document, pointer.slice(0, pointer.lastIndexOf("/")));
	if (Array.isArray(parent)) parent.splice(Number(last), 1);
	else if (isObject(parent)) delete parent[last];
	return document;
}

function add(document: Json, pointer: string, value: Json): Json {
	const last = tokens(pointer).pop();
	if (last === undefined) return value;
	const parent = read(document, pointer.slice(0, pointer.lastIndexOf("/")));
	if (Array.isArray(parent))
		parent.splice(last === "-" ? parent.length : indexIn(parent, last, parent.length), 0, value);
	else if (isObject(parent)) parent[last] = value;
	else throw missing(pointer);
	return document;
}

function value(operation: Record<string, unknown>): Json {
	if (!("value" in operation)) throw new JsonPatchError("operation has no value");
	return structuredClone(operation.value) as Json;
}

function applyOne(document: Json, operation: z.infer<typeof operationSchema>): Json {
	const { op, path, from = "" } = operation;
	if (op === "remove") return remove(document, path);
	if (op === "add") return add(document, path, value(operation));
	if (op === "replace") return add(remove(document, path), path, value(operation));
	if (op === "copy") return add(document, path, structuredClone(read(document, from)));
	if (op === "move") {
		const moved = read(document, from);
		return add(remove(document, from), path, moved);
	}
	if (!sameJson(read(document, path), value(operation))) {
		throw new JsonPatchError(`testing value ${path} failed: test failed`);
	}
	return document;
}

/**
 * Applies an RFC 6902 patch to a copy of a document.
 * @throws JsonPatchError when an operation does not apply; ZodError when the patch is not a JSON Patch
 */
export function applyJsonPatch(document: Json, patch: unknown): Json {
	let result = structuredClone(document);
	for (const operation of z.array(operationSchema).parse(patch)) result = applyOne(result, operation);
	return result;
}
