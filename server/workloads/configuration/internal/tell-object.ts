import { isUtf8 } from "node:buffer";
import type { ConfigurationObject } from "#server/connectors/kubernetes/configuration-object.ts";
import { fingerprint } from "#server/platform/fingerprint.ts";
import type { Reading } from "../read-call.ts";
import { looksSecret } from "./looks-secret.ts";

/** Longest text that is told; of longer ones only whether they differ. */
const longest = 16 * 1024;

/** The text of a value; null when it is none. A NUL is nothing that a database or a screen could keep. */
export const textOf = (value: Buffer): string | null =>
	isUtf8(value) && !value.includes(0) ? value.toString("utf8") : null;

/** Whether a value must not leave the worker. */
export const isHidden = (kind: ConfigurationObject["kind"], key: string, text: string | null): boolean =>
	kind === "Secret" || (text !== null && looksSecret(key, text));

/** What may be told of an object outside the worker. */
export function tellObject(object: ConfigurationObject, serviceId: string): NonNullable<Reading["object"]> {
	const { kind, resourceVersion, immutable, managedBy, values } = object;
	const told = [...values].map(([key, value]) => {
		const text = textOf(value);
		const hidden = isHidden(kind, key, text);
		return {
			key,
			hidden,
			text: hidden || value.length > longest ? null : text,
			binary: text === null,
			bytes: hidden ? 0 : value.length,
			fingerprint: fingerprint([serviceId, kind, key], value),
		};
	});
	return { resourceVersion, immutable, managedBy, values: told };
}

/** One word for all that an object holds, to mark the pods that are started with it. */
export const markOf = ({ kind, name, values }: ConfigurationObject): string =>
	fingerprint(
		["object", kind, name],
		Buffer.from(JSON.stringify([...values].map(([key, value]) => [key, value.toString("base64")]).sort())),
	);
