import { z } from "zod";
import type { Reader } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { type RunbookInput, runbookInputSchema } from "./schema.ts";

export const runbookInclude = {
	service: true,
	workflow: { include: { repository: true } },
} as const satisfies Prisma.RunbookInclude;
export type FoundRunbook = Prisma.RunbookGetPayload<{ include: typeof runbookInclude }>;

/** A runbook that stands. Throws Problem 404, also when it was removed. */
export async function findRunbook(reader: Reader, id: string): Promise<FoundRunbook> {
	const runbook = await reader.runbook.findFirst({ where: { id, removedAt: null }, include: runbookInclude });
	if (!runbook) throw notFound("runbook", id);
	return runbook;
}

/** A service of the catalog by name. Throws Problem 404. */
export async function findService(reader: Reader, name: string) {
	const where = { kind: "component", name: name.toLowerCase() };
	const service = await reader.entity.findFirst({ where, orderBy: { ref: "asc" } });
	if (!service) throw notFound("service", name);
	return service;
}

const inputsSchema = z.record(z.string(), runbookInputSchema).catch({});

/** What goes into the inputs, as it is kept. */
export const inputsOf = ({ inputs }: { inputs: unknown }): Record<string, RunbookInput> => inputsSchema.parse(inputs);
