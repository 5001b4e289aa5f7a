import { z } from "zod";
import { actorRefSchema } from "../schema.ts";

const text = (most: number) => z.string().trim().min(3).max(most);

/** A freeze to be made: local start `YYYY-MM-DDTHH:MM` in an IANA zone, length in minutes, RRULE without DTSTART or null. */
export const createFreezeSchema = z.strictObject({
	name: text(80),
	reason: text(300),
	// Names of zones only: the text becomes part of a rule.
	timeZone: z.string().regex(/^[A-Za-z][A-Za-z0-9_+/-]{0,59}$/, "a time zone such as Europe/Madrid"),
	startsAt: z.string().regex(/^20\d{2}-\d{2}-\d{2}T\d{2}:\d{2}$/, "a local time: YYYY-MM-DDTHH:MM"),
	minutes: z
		.number()
		.int()
		.min(1)
		.max(366 * 24 * 60),
	rule: z
		.string()
		.regex(/^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+)*$/, "a rule such as FREQ=WEEKLY;BYDAY=FR")
		// Counting from the first start on takes longer every day; UNTIL ends a rule as well.
		.refine((rule) => !rule.includes("COUNT="), "end it with UNTIL instead of COUNT")
		.max(200)
		.nullable()
		.default(null),
});
export type CreateFreeze = z.input<typeof createFreezeSchema>;

const span = z.object({ from: z.iso.datetime(), until: z.iso.datetime() }).nullable();

export const freezeSchema = z.object({
	id: z.string(),
	name: z.string(),
	reason: z.string(),
	timeZone: z.string(),
	startsAt: z.string(),
	minutes: z.number().int(),
	rule: z.string().nullable(),
	createdBy: actorRefSchema,
	/** The occurrence that runs now, and the one that comes next. */
	running: span,
	next: span,
});
export type FreezeRow = z.infer<typeof freezeSchema>;
