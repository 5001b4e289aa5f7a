import { db } from "../database.ts";
import { log } from "../log.ts";
import { listen } from "./listen.ts";
import { sequencedChannel } from "./sequencer.ts";

/** Keys that changed, up to and including `position`. */
export type LiveBatch = { position: string; keys: string[] };
type Subscriber = (batch: LiveBatch) => void;

type Feed = { subscribers: Set<Subscriber>; position: bigint; close: () => Promise<void> };
const key = Symbol.for("lazo.feed");
const shared = globalThis as { [key]?: Feed };

/** Starts the one reader of live changes of this process; every stream subscribes to it. Returns how to stop. */
export async function startFeed(url: string): Promise<() => Promise<void>> {
	const feed: Feed = { subscribers: new Set(), position: await latestPosition(), close: async () => {} };
	let reading = false;
	let again = false;
	const read = async () => {
		again = true;
		if (reading) return;
		reading = true;
		while (again) {
			again = false;
			await publishNew(feed).catch((error: Error) => log.warn({ error: error.message }, "reading live changes failed"));
		}
		reading = false;
	};
	const listening = listen(url, sequencedChannel, () => void read());
	// A notice may be lost; a slow look at the table is the floor.
	const timer = setInterval(() => void read(), 2_000).unref();
	feed.close = async () => {
		clearInterval(timer);
		await listening.close();
	};
	shared[key] = feed;
	return feed.close;
}

async function latestPosition(): Promise<bigint> {
	const last = await db().liveChange.findFirst({
		where: { position: { not: null } },
		orderBy: { position: "desc" },
		select: { position: true },
	});
	return last?.position ?? 0n;
}

async function publishNew(feed: Feed): Promise<void> {
	const rows = await db().liveChange.findMany({
		where: { position: { gt: feed.position } },
		orderBy: { position: "asc" },
		take: 1_000,
		select: { position: true, key: true },
	});
	const last = rows.at(-1)?.position;
	if (!last) return;
	feed.position = last;
	const batch = { position: String(last), keys: [...new Set(rows.map((row) => row.key))] };
	for (const subscriber of feed.subscribers) subscriber(batch);
	if (rows.length === 1_000) await publishNew(feed);
}

/** Calls `onBatch` for every batch from now on. Returns how to unsubscribe. */
export function subscribe(onBatch: Subscriber): () => void {
	const feed = shared[key];
	if (!feed) throw new Error("The live feed of this process has not been started.");
	feed.subscribers.add(onBatch);
	return () => feed.subscribers.delete(onBatch);
}

/** What was missed since `position`, or null when it is too long ago to tell (the reader must reload everything). */
export async function missedSince(position: bigint): Promise<LiveBatch | null> {
	const oldest = await db().liveChange.findFirst({
		where: { position: { not: null } },
		orderBy: { position: "asc" },
		select: { position: true },
	});
	if (oldest?.position && oldest.position > position + 1n) return null;
	const rows = await db().liveChange.findMany({
		where: { position: { gt: position } },
		orderBy: { position: "asc" },
		take: 5_001,
		select: { position: true, key: true },
	});
	if (rows.length > 5_000) return null;
	return { position: String(rows.at(-1)?.position ?? position), keys: [...new Set(rows.map((row) => row.key))] };
}

/** The position to resume from for somebody who starts now. */
export const currentPosition = (): string => String(shared[key]?.position ?? 0n);
