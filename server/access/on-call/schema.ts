import { z } from "zod";

const login = z.string().trim().min(1).max(100);
const time = z.iso.datetime();

/** A rota to be kept: people by login in the order of their turns, local date of the first one, handover time in an IANA zone. */
export const setRotaSchema = z.strictObject({
	people: z.array(login).min(1).max(50),
	/** Within what calendars of time zones say something about; before 100 AD a clock cannot be told at all. */
	startsOn: z.iso.date().refine((date) => date >= "2000-01-01" && date < "2100-01-01", "a date of this century"),
	time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a local time: HH:MM"),
	timeZone: z.string().regex(/^[A-Za-z][A-Za-z0-9_+/-]{0,59}$/, "a time zone such as Europe/Madrid"),
	/** Length of a turn. */
	days: z.number().int().min(1).max(28),
});
export type SetRota = z.infer<typeof setRotaSchema>;

/** Somebody else for a while; null is nobody. */
export const addOverrideSchema = z
	.strictObject({
		person: login.nullable(),
		from: time,
		until: time,
		reason: z.string().trim().max(300).nullable().default(null),
	})
	.refine(({ from, until }) => Date.parse(from) < Date.parse(until), "it must end after it begins");
export type AddOverride = z.input<typeof addOverrideSchema>;

const personSchema = z.object({ login: z.string(), name: z.string() });

/**
 * Who is on call now, or why nobody is. `why`: none (no rota), later (its first turn is to come), hole (an override to nobody),
 * left (whose turn it is may not sign in any more). `until`: when that changes; null when nothing that is known changes it.
 */
export const onCallNowSchema = z.object({
	person: personSchema.nullable(),
	why: z.enum(["none", "later", "hole", "left"]).nullable(),
	until: time.nullable(),
});
export type OnCallNow = z.infer<typeof onCallNowSchema>;

/** The rota of a team with what it says of the weeks to come. */
export const onCallSchema = z.object({
	now: onCallNowSchema,
	/** Told from the running turn on: its person first, `startsOn` its date. */
	rota: setRotaSchema.extend({ people: z.array(personSchema) }).nullable(),
	/** The running shift and the next ones. */
	shifts: z.array(
		z.object({ person: personSchema.nullable(), override: z.boolean(), from: time.nullable(), until: time }),
	),
	/** Those that are not over, by their beginning. */
	overrides: z.array(
		z.object({
			...{ id: z.string(), person: personSchema.nullable(), from: time, until: time },
			...{ reason: z.string().nullable(), createdBy: z.string() },
		}),
	),
	mayManage: z.boolean(),
});
export type OnCall = z.infer<typeof onCallSchema>;
