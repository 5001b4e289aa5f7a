import { z } from "zod";

/** From the least grave to the gravest. */
export const severities = ["debug", "info", "warning", "error", "fatal"] as const;
export const severitySchema = z.enum(severities);
export type Severity = z.infer<typeof severitySchema>;

/** What is asked of the merged log of a service in an environment. */
export const logQuerySchema = z.object({
	/** Words, `"phrases"`, `-not` and `field=value`; see the description of the operation. */
	q: z.string().max(500).default(""),
	/** The least grave severity; all lines when absent. */
	severity: severitySchema.nullish(),
	/** One pod only, by its name. */
	pod: z.string().max(253).optional(),
	/** Also the runs of containers before their last restart. */
	previous: z.stringbool().default(false),
	/** A range of time; with `to` nothing is followed. */
	from: z.iso.datetime({ offset: true }).optional(),
	to: z.iso.datetime({ offset: true }).optional(),
	/** Go on with new lines until the caller goes. */
	follow: z.stringbool().default(true),
	/** So many lines from the end to begin with. */
	tail: z.coerce.number().int().min(0).max(5_000).default(500),
});

/** One container whose log is read, and how that goes. */
export const logSourceSchema = z.object({
	id: z.number().int(),
	cluster: z.string(),
	namespace: z.string(),
	pod: z.string(),
	container: z.string(),
	/** The run before the last restart. */
	previous: z.boolean(),
	/** `ended`: the container wrote its last line, or everything asked for was read. */
	state: z.enum(["opening", "open", "ended", "failed"]),
	problem: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type LogSource = z.infer<typeof logSourceSchema>;

export const logLineSchema = z.object({
	/** `id` of its source. */
	source: z.number().int(),
	/** The kubelet's time, RFC 3339 in UTC with nine digits, so that lines sort as text. */
	at: z.string().max(40),
	severity: severitySchema.nullable(),
	/** Inert: without terminal escapes and without what looks like a secret. */
	text: z.string(),
	/** The line was longer than what is read of one. */
	cut: z.boolean(),
});
export type LogLine = z.infer<typeof logLineSchema>;

/** What a stream of a log says, one JSON object per line. */
export const logEventSchema = z.discriminatedUnion("type", [
	/** All sources, whenever one has changed; `left` more pods are not read. */
	z.object({ type: z.literal("sources"), sources: z.array(logSourceSchema), left: z.number().int() }),
	/** Lines in order of time; `dropped` more came too fast or were too many. */
	z.object({ type: z.literal("lines"), lines: z.array(logLineSchema), dropped: z.number().int() }),
	/** Nothing new; the stream lives. */
	z.object({ type: z.literal("beat") }),
	/** Everything that was asked for has been told. */
	z.object({ type: z.literal("end") }),
]);
export type LogEvent = z.infer<typeof logEventSchema>;
