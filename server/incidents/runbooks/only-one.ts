import { z } from "zod";
import { db } from "#server/platform/database.ts";
import { conflict } from "#server/platform/errors.ts";
import { expireOld } from "./expire-old.ts";

const who = z.object({ id: z.string(), name: z.string().optional(), login: z.string().optional() });

/** Runs a write of a run; when the index refused it, somebody was faster, and the error says who. Throws Problem 409 `runbook.under-way`. */
export async function onlyOneUnderWay<T>(
	place: { runbookId: string; environmentId: string },
	write: () => Promise<T>,
): Promise<T> {
	try {
		// One that ran out makes room for the next.
		await expireOld(place);
		return await write();
	} catch (error) {
		const other = isTaken(error) ? await findUnderWay(place) : null;
		if (!other) throw error;
		const { id, login, name = login ?? id } = who.parse(other.requestedBy);
		throw conflict("runbook.under-way", `${name} has asked for this here already, and it has not ended yet.`, {
			runId: other.id,
			by: name,
			waits: String(other.status === "waiting"),
		});
	}
}

const findUnderWay = (place: { runbookId: string; environmentId: string }) =>
	db().runbookRun.findFirst({ where: { ...place, status: { in: ["waiting", "requested", "running"] } } });

const isTaken = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "P2002";
