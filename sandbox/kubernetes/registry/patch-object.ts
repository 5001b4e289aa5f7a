import { parse } from "yaml";
import { ZodError } from "zod";
import { badRequest, invalid, StatusError } from "../api/status-error.ts";
import type { Json, JsonObject } from "../objects/json.ts";
import { isObject } from "../objects/json.ts";
import { applyJsonPatch, JsonPatchError } from "../patches/json-patch.ts";
import { applyMergePatch } from "../patches/merge-patch.ts";
import { applyStrategicMergePatch } from "../patches/strategic-merge-patch.ts";

const types = [
	"application/json-patch+json",
	"application/merge-patch+json",
	"application/strategic-merge-patch+json",
	"application/apply-patch+yaml",
] as const;
type PatchType = (typeof types)[number];
export type Patch = { type: PatchType; body: Json };

function parseBody(type: PatchType, text: string): Json {
	try {
		return type === "application/apply-patch+yaml" ? parse(text) : JSON.parse(text);
	} catch (error) {
		throw badRequest(error instanceof Error ? error.message : "the body cannot be parsed");
	}
}

/** Reads the body of a PATCH. @throws StatusError 415 for another content type, 400 for a body that cannot be parsed */
export function readPatch(contentType: string | undefined, text: string): Patch {
	const name = (contentType ?? "").split(";")[0]?.trim();
	const type = types.find((known) => known === name);
	if (!type) {
		throw new StatusError(415, "UnsupportedMediaType", {
			message: `the body of the request was in an unknown format - accepted media types include: ${types.join(", ")}, application/apply-patch+cbor`,
		});
	}
	return { type, body: parseBody(type, text) };
}

/** A server-side apply needs the name of its manager. */
export function checkApplyOptions(fieldManager: string | null): void {
	if (fieldManager) return;
	throw invalid({ kind: "PatchOptions", group: "meta.k8s.io" }, "", [
		{ reason: "FieldValueRequired", message: "Required value: is required for apply patch", field: "fieldManager" },
	]);
}

function applied(current: JsonObject, patch: Patch): Json {
	if (patch.type === "application/json-patch+json") return applyJsonPatch(current, patch.body);
	if (!isObject(patch.body))
		throw badRequest("json: cannot unmarshal array into Go value of type map[string]interface {}");
	if (patch.type === "application/merge-patch+json") return applyMergePatch(current, patch.body);
	return applyStrategicMergePatch(current, patch.body);
}

/**
 * The object that a patch makes of the current one; nothing is stored.
 * @throws StatusError 400 when the patch is malformed, 422 when an operation of a JSON Patch does not apply
 */
export function patched(current: JsonObject, patch: Patch): JsonObject {
	try {
		const result = applied(structuredClone(current), patch);
		if (isObject(result)) return result;
		throw badRequest("the patch does not leave an object");
	} catch (error) {
		if (error instanceof ZodError) throw badRequest("json: cannot unmarshal the patch: it is not a list of operations");
		if (!(error instanceof JsonPatchError)) throw error;
		throw new StatusError(422, "Invalid", {
			message: "the server rejected our request due to an error in our request",
		});
	}
}
