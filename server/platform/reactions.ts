import type { LoopEvent } from "../../prisma/generated/client.ts";
import { db } from "./database.ts";
import { listen } from "./live/listen.ts";
import { sequencedChannel } from "./live/sequencer.ts";
import { log } from "./log.ts";

/**
 * What follows from events: `name` keeps the place, `types` are the events it reads, `react` must be safe to run twice.
 * `reactToAll` takes events that are waiting together, where that costs less; when it throws, they are taken one by one.
 */
export type Reaction = {
	name: string;
	types: readonly string[];
	react: (event: LoopEvent) => Promise<void>;
	reactToAll?: (events: LoopEvent[]) => Promise<void>;
};

const batch = 200;

/**
 * Feeds events to reactions in the order of their positions, each with a cursor of its own: after a crash it goes on where it was.
 * A failing reaction holds its own cursor back and is tried again; after ten tries its event is logged and passed over.
 * Call it only while holding a lease. Returns how to stop.
 */
export function runReactions(url: string, reactions: readonly Reaction[]): () => Promise<void> {
	const loops = reactions.map((reaction) => follow(reaction));
	const listening = listen(url, sequencedChannel, () => {
		for (const loop of loops) loop.wake();
	});
	const timer = setInterval(() => {
		for (const loop of loops) loop.wake();
	}, 2_000);
	return async () => {
		clearInterval(timer);
		await listening.close();
		await Promise.all(loops.map((loop) => loop.stop()));
	};
}

function follow(reaction: Reaction) {
	let again = false;
	let stopped = false;
	let running: Promise<void> | undefined;
	const failures = new Map<string, number>();
	const drain = async () => {
		while (again && !stopped) {
			again = false;
			while (!stopped && (await reactOnce(reaction, failures)));
		}
	};
	const wake = () => {
		again = true;
		running ??= drain()
			.catch((error: Error) =>
				log.warn({ reaction: reaction.name, error: error.message }, "reaction failed; trying again"),
			)
			.finally(() => {
				running = undefined;
			});
	};
	return {
		wake,
		stop: async () => {
			stopped = true;
			await running;
		},
	};
}

async function reactOnce(reaction: Reaction, failures: Map<string, number>): Promise<boolean> {
	const cursor = await db().reactionCursor.findUnique({ where: { name: reaction.name } });
	const events = await db().loopEvent.findMany({
		where: { position: { gt: cursor?.position ?? 0n }, type: { in: [...reaction.types] } },
		orderBy: { position: "asc" },
		take: batch,
	});
	const last = events.at(-1);
	if (last && (await reactTogether(reaction, events))) {
		await moveCursor(reaction, last);
		return events.length === batch;
	}
	for (const event of events) {
		try {
			await reaction.react(event);
		} catch (error) {
			const tries = (failures.get(event.id) ?? 0) + 1;
			failures.set(event.id, tries);
			if (tries < 10) throw error;
			log.error(
				{ reaction: reaction.name, event: event.id, error: error instanceof Error ? error.stack : String(error) },
				"event passed over after ten tries",
			);
		}
		failures.delete(event.id);
		await moveCursor(reaction, event);
	}
	return events.length === batch;
}

async function reactTogether(reaction: Reaction, events: LoopEvent[]): Promise<boolean> {
	if (!reaction.reactToAll || events.length < 2) return false;
	return reaction.reactToAll(events).then(
		() => true,
		(error: Error) => {
			log.warn(
				{ reaction: reaction.name, error: error.message },
				"reaction failed over several events; one by one now",
			);
			return false;
		},
	);
}

async function moveCursor({ name }: Reaction, { position: at }: LoopEvent): Promise<void> {
	const position = at ?? 0n;
	await db().reactionCursor.upsert({
		where: { name },
		create: { name, position },
		update: { position, at: new Date() },
	});
}
