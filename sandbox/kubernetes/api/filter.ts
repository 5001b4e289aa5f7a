import type { Kind } from "../objects/kinds.ts";
import { groupVersionOf } from "../objects/kinds.ts";
import {
	matchesFields,
	matchesRequirements,
	parseFieldSelector,
	parseSelector,
	SelectorError,
} from "../objects/selectors.ts";
import type { KubeObject } from "../objects/types.ts";
import { badRequest } from "./status-error.ts";

export type Filter = (object: KubeObject) => boolean;

/** What the selectors of a query let through. @throws StatusError 400 for a selector that cannot be read */
export function filterOf(kind: Kind, query: URLSearchParams, name?: string): Filter {
	const labelSelector = query.get("labelSelector") ?? "";
	const fieldSelector = query.get("fieldSelector") ?? "";
	try {
		const labels = parseSelector(labelSelector);
		const fields = parseFieldSelector(fieldSelector, kind.key);
		return (object) =>
			(name === undefined || object.metadata.name === name) &&
			matchesRequirements(labels, object.metadata.labels) &&
			matchesFields(fields, object);
	} catch (error) {
		if (!(error instanceof SelectorError)) throw error;
		const version = kind.group ? groupVersionOf(kind) : `/${kind.version}`;
		throw badRequest(
			`Unable to find "${version}, Resource=${kind.resource}" that match label selector "${labelSelector}", field selector "${fieldSelector}": ${error.message}`,
		);
	}
}
