import { Problem } from "#server/platform/errors.ts";
import type { Reading } from "../read-call.ts";

const statuses: Record<string, number> = { "not-found": 404, forbidden: 409, unauthorized: 409 };

/** Why an object cannot be changed now: it is not there, Lazo may not read it, or its cluster is away. */
export function problemOfReading(reading: Reading | undefined, kind: string, object: string): Problem {
	const { code, verb, resource, message } = reading?.failure ?? { code: "unreachable", message: "Nothing was read." };
	return new Problem({
		status: statuses[code] ?? 503,
		code: `configuration-${code}`,
		detail: `${kind} ${object} could not be read, so nothing was changed: ${message}`,
		params: { kind, object, verb, resource },
	});
}
