import { z } from "zod";

/** The eight stations of the loop, in their order. */
export const stationNames = ["plan", "code", "build", "test", "release", "deploy", "operate", "monitor"] as const;
export type StationName = (typeof stationNames)[number];

export const stationStateSchema = z.enum(["none", "waiting", "running", "done", "failed"]);
export type StationState = z.infer<typeof stationStateSchema>;

/** What proves a station's state: a thing that can be opened. */
export const evidenceSchema = z.object({
	kind: z.string(),
	id: z.string(),
	/** What people call it: PAY-112, 3f2a9c1, #42, sha256:… */
	label: z.string(),
	/** Who did it, when known. */
	who: z.string().nullable(),
	/** Code of the state of that thing, for example "merged", "success", "rolled_back". */
	state: z.string().nullable(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const stationSchema = z.object({
	state: stationStateSchema,
	at: z.iso.datetime().nullable(),
	evidence: z.array(evidenceSchema),
});
export type Station = z.infer<typeof stationSchema>;

/** The rail of one subject: always eight stations. */
export const railSchema = z.array(stationSchema).length(8);

export const nodeKindSchema = z.enum([
	"item",
	"pull-request",
	"commit",
	"run",
	"artifact",
	"deployment",
	"alert",
	"incident",
]);

/** One thing on the thread screen. */
export const threadNodeSchema = z.object({
	nodeId: z.string(),
	kind: nodeKindSchema,
	id: z.string(),
	label: z.string(),
	title: z.string(),
	state: z.string().nullable(),
	who: z.string().nullable(),
	at: z.iso.datetime().nullable(),
	environment: z.string().nullable(),
	service: z.string().nullable(),
	/** How a deployment changed what is measured; null for all else and while it is not known. */
	verdict: z.string().nullable(),
	/** Path of its page in Lazo. */
	href: z.string().nullable(),
});
export type ThreadNode = z.infer<typeof threadNodeSchema>;

export const threadEdgeSchema = z.object({
	from: z.string(),
	to: z.string(),
	kind: z.string(),
	confidence: z.enum(["exact", "derived", "confirmed"]),
	evidence: z.record(z.string(), z.string()),
});

export const threadSchema = z.object({
	subject: threadNodeSchema,
	stations: railSchema,
	nodes: z.array(threadNodeSchema),
	edges: z.array(threadEdgeSchema),
	/** True when the thread is longer than what is shown. */
	truncated: z.boolean(),
});
export type Thread = z.infer<typeof threadSchema>;
