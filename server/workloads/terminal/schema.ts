import { z } from "zod";
import { actorRefSchema } from "#server/deployments/schema.ts";

/** RFC 1123 label. */
const label = z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);

export const windowSchema = z.strictObject({
	columns: z.number().int().min(2).max(1_000),
	rows: z.number().int().min(2).max(1_000),
});
export type Window = z.infer<typeof windowSchema>;

export const openTerminalSchema = windowSchema.extend({
	/** The first of the pod unless named. */
	container: label.optional(),
	reason: z.string().trim().min(3).max(500),
});
export type OpenTerminal = z.infer<typeof openTerminalSchema>;

/** Whether the reader may open terminals there: yes, not by their role, or nobody may because it is switched off. */
export const terminalStandingSchema = z.enum(["open", "role", "off"]);
export type TerminalStanding = z.infer<typeof terminalStandingSchema>;

/** Why a terminal ended. */
export const terminalEndSchema = z.enum([
	/** The shell ended by itself; `exitCode` tells how. */
	"exited",
	"closed",
	"time",
	"idle",
	"reader-gone",
	"right",
	"signed-out",
	/** Who may still use it could not be looked up for a minute. */
	"unchecked",
	"worker-stopped",
	"worker-lost",
	"connection",
	"no-shell",
	/** The cluster let no process start. */
	"refused",
]);
export type TerminalEnd = z.infer<typeof terminalEndSchema>;

/** What a terminal tells its reader. `data` is base64; `from` counts the bytes before it. */
export const terminalEventSchema = z.discriminatedUnion("type", [
	z.object({ type: z.literal("output"), from: z.number().int(), data: z.string() }),
	/** Seconds that are left of its time, and without another key. */
	z.object({ type: z.literal("beat"), secondsLeft: z.number(), idleSecondsLeft: z.number() }),
	z.object({ type: z.literal("end"), ended: terminalEndSchema, exitCode: z.number().int().nullable() }),
]);
export type TerminalEvent = z.infer<typeof terminalEventSchema>;

/** Keys in the order they were pressed: one batch after the other, counted from 1; the same number again is not written twice. */
export const terminalInputSchema = z.strictObject({
	seq: z.number().int().min(1),
	data: z.base64().max(64_000),
});
export type TerminalInput = z.infer<typeof terminalInputSchema>;

export const openedTerminalSchema = z.object({
	id: z.string(),
	cluster: z.string(),
	namespace: z.string(),
	pod: z.string(),
	container: z.string(),
	secondsLeft: z.number(),
});
export type OpenedTerminal = z.infer<typeof openedTerminalSchema>;

/** A terminal as it stands in the books: who, where, why, when; never what was typed. */
export const terminalSchema = z.object({
	id: z.string(),
	actor: actorRefSchema,
	environment: z.string(),
	cluster: z.string(),
	namespace: z.string(),
	pod: z.string(),
	container: z.string(),
	reason: z.string(),
	startedAt: z.iso.datetime(),
	endedAt: z.iso.datetime().nullable(),
	ended: terminalEndSchema.nullable(),
	exitCode: z.number().int().nullable(),
});
export type Terminal = z.infer<typeof terminalSchema>;

/** Teams whose services may be opened by terminal, and whether the reader may change that. */
export const terminalRightsSchema = z.object({
	mayManage: z.boolean(),
	items: z.array(
		z.object({
			environment: z.string(),
			team: z.object({ name: z.string(), title: z.string() }),
			allowedBy: actorRefSchema,
			allowedAt: z.iso.datetime(),
		}),
	),
});
export type TerminalRights = z.infer<typeof terminalRightsSchema>;
