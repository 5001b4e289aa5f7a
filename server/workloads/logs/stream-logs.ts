import { setTimeout as sleep } from "node:timers/promises";
import type { AskedLogs } from "./logs-call.ts";
import { ContainerReader } from "./read-containers.ts";
import type { LogEvent, LogLine } from "./schema.ts";

const flushMs = 250;
const lookMs = 2_000;
const beatMs = 10_000;
/** How long the beginning waits for slow clusters and for logs that are never quiet: less when it goes on anyway. */
const patienceMs = { following: 1_500, range: 20_000 };
const mostPerSecond = 1_000;
const mostOfRange = 5_000;
const linesPerEvent = 500;

/**
 * The merged log: first the lines there are, in order of time, then new ones as they come, until `signal` aborts. What comes
 * faster than 1,000 lines a second is left out and counted. Throws Problem 503 when too many logs are read already.
 */
export async function* streamLogs(asked: AskedLogs, signal: AbortSignal): AsyncGenerator<LogEvent> {
	const end = new AbortController();
	signal.addEventListener("abort", () => end.abort(), { once: true });
	if (signal.aborted) end.abort();
	const reader = new ContainerReader(asked, end.signal);
	try {
		await reader.look();
		yield* changesOf(reader);
		await settle(reader, { follow: asked.follow, signal });
		yield* changesOf(reader);
		yield* beginning(reader, asked);
		if (asked.follow) yield* goOn(reader, signal);
		else yield { type: "end" };
	} finally {
		end.abort();
	}
}

function* changesOf(reader: ContainerReader): Generator<LogEvent> {
	const changes = reader.changes();
	if (changes) yield changes;
}

async function settle(reader: ContainerReader, { follow, signal }: { follow: boolean; signal: AbortSignal }) {
	const until = Date.now() + (follow ? patienceMs.following : patienceMs.range);
	while (!reader.settled && Date.now() < until && !signal.aborted) await pause(50, signal);
}

/** Of a beginning by number the rest was not asked for; of a range of time it was. Told also when it is empty. */
function* beginning(reader: ContainerReader, { from, tail }: AskedLogs): Generator<LogEvent> {
	const { lines, dropped } = reader.lines.take(from ? mostOfRange : tail);
	const events = [...eventsOf(lines, from ? dropped : 0)];
	yield* events.length > 0 ? events : [{ type: "lines" as const, lines, dropped: 0 }];
}

function* eventsOf(lines: LogLine[], dropped: number): Generator<LogEvent> {
	if (lines.length === 0 && dropped > 0) yield { type: "lines", lines, dropped };
	for (let from = 0; from < lines.length; from += linesPerEvent)
		yield { type: "lines", lines: lines.slice(from, from + linesPerEvent), dropped: from === 0 ? dropped : 0 };
}

async function* goOn(reader: ContainerReader, signal: AbortSignal): AsyncGenerator<LogEvent> {
	let spokeAt = Date.now();
	let lookedAt = Date.now();
	let takenAt = Date.now();
	while (!signal.aborted) {
		await pause(flushMs, signal);
		if (Date.now() - lookedAt >= lookMs) {
			await reader.look().catch(() => {});
			lookedAt = Date.now();
		}
		const allowed = Math.min(mostPerSecond, Math.max(50, ((Date.now() - takenAt) / 1_000) * mostPerSecond));
		takenAt = Date.now();
		const { lines, dropped } = reader.lines.take(allowed);
		const events = [...changesOf(reader), ...eventsOf(lines, dropped)];
		if (events.length === 0 && Date.now() - spokeAt >= beatMs) events.push({ type: "beat" });
		if (events.length > 0) spokeAt = Date.now();
		yield* events;
	}
}

const pause = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => {});
