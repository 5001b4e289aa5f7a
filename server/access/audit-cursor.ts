import { invalid } from "#server/platform/errors.ts";

type Place = { at: Date; id: string };

/** Where a page of the audit ends, as text for the next request. */
export const encodeCursor = ({ at, id }: Place): string =>
	Buffer.from(`${at.toISOString()} ${id}`).toString("base64url");

/** The place a cursor names; null without one. Throws Problem 422 for a text that no page gave out. */
export function decodeCursor(cursor: string | undefined): Place | null {
	if (!cursor) return null;
	const [time = "", id = ""] = Buffer.from(cursor, "base64url").toString().split(" ");
	const at = new Date(time);
	if (Number.isNaN(at.getTime()) || !/^[0-9a-f-]{36}$/.test(id))
		throw invalid("bad-cursor", "The cursor is not one of this list.");
	return { at, id };
}
