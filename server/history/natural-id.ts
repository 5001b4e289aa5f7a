import { createHash } from "node:crypto";

/** A UUID (version 8) that is the same for the same facts: importing a file again finds the rows of the first time. */
export function naturalId(...facts: string[]): string {
	const hex = createHash("sha256").update(facts.join("\n")).digest("hex");
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
