import type { Cause } from "../api/status-error.ts";
import { child, type JsonObject, sameJson } from "../objects/json.ts";

const keyRule =
	"a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";
const immutableRule = "Forbidden: field is immutable when `immutable` is set";

/** What is wrong with the keys of a ConfigMap or Secret. */
export const keyCauses = (object: JsonObject): Cause[] =>
	["data", "binaryData"].flatMap((field) =>
		Object.keys(child(object, field))
			.filter((key) => !/^[-._a-zA-Z0-9]{1,253}$/.test(key))
			.map((key) => ({
				reason: "FieldValueInvalid",
				message: `Invalid value: ${JSON.stringify(key)}: ${keyRule}`,
				field: `${field}[${key}]`,
			})),
	);

/** What of an immutable ConfigMap or Secret would change: its values, or that it is immutable. */
export function immutableCauses(next: JsonObject, old: JsonObject): Cause[] {
	if (old.immutable !== true) return [];
	const changed = ["data", "binaryData"].filter((field) => !sameJson(next[field], old[field]));
	return [...(next.immutable === true ? [] : ["immutable"]), ...changed].map((field) => ({
		...{ reason: "FieldValueForbidden", message: immutableRule, field },
	}));
}
