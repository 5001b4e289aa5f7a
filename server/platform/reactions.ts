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
	const loops = reactions.map((reaction) => ({ ...oneAtATime(reaction.name, takeEvents(reaction)), reaction }));
	const looking = oneAtATime("news", lookForNews(loops));
	const listening = listen(url, sequencedChannel, looking.wake);
	const timer = setInterval(() => {
		for (const one of [looking, ...loops.filter((loop) => loop.waits())]) one.wake();
	}, 2_000);
	return async () => {
		clearInterval(timer);
		await listening.close();
		for (const one of [looking, ...loops]) await one.stop();
	};
}

/** Does one part of what there is to do; true when there is more. `forget` drops what it remembers, since a step failed. */
type Steps = { step: () => Promise<boolean>; forget: () => void };

/** Steps until nothing is left, again when it was woken meanwhile, and never twice at once. */
function oneAtATime(name: string, { step, forget }: Steps) {
	let [again, failed, stopped] = [false, false, false];
	let running: Promise<void> | undefined;
	const drain = async () => {
		failed = false;
		while (again && !stopped) {
			again = false;
			while (!stopped && (await step()));
		}
	};
	const wake = () => {
		again = true;
		running ??= drain()
			.catch((error: Error) => {
				failed = true;
				forget();
				log.warn({ reaction: name, error: error.message }, "reaction failed; trying again");
			})
			.finally(() => {
				running = undefined;
			});
	};
	return {
		wake,
		/** Whether something is left that nobody does at the moment. */
		waits: () => !running && (again || failed),
		stop: async () => {
			stopped = true;
			await running;
		},
	};
}

/** Wakes all at first, then those that read one of the events that came since: one question serves all of them. */
function lookForNews(loops: readonly { wake: () => void; reaction: Reaction }[]): Steps {
	let seen: bigint | undefined;
	const step = async () => {
		if (seen === undefined) {
			const { _max } = await db().loopEvent.aggregate({ _max: { position: true } });
			seen = _max.position ?? 0n;
			for (const loop of loops) loop.wake();
			return false;
		}
		const news = await db().loopEvent.findMany({
			where: { position: { gt: seen } },
			orderBy: { position: "asc" },
			select: { position: true, type: true },
			take: batch,
		});
		seen = news.at(-1)?.position ?? seen;
		const types = new Set(news.map(({ type }) => type));
		for (const { wake, reaction } of loops) if (reaction.types.some((type) => types.has(type))) wake();
		return news.length === batch;
	};
	// What it has seen stays seen: nothing is remembered that could be wrong.
	return { step, forget: () => {} };
}

/** Hands a reaction its next events. Nobody else moves its cursor, which is read once. */
function takeEvents(reaction: Reaction): Steps {
	const failures = new Map<string, number>();
	let place: bigint | undefined;
	const step = async () => {
		place ??= (await db().reactionCursor.findUnique({ where: { name: reaction.name } }))?.position ?? 0n;
		const events = await db().loopEvent.findMany({
			where: { position: { gt: place }, type: { in: [...reaction.types] } },
			orderBy: { position: "asc" },
			take: batch,
		});
		const last = events.at(-1);
		if (last && (await reactTogether(reaction, events))) place = await moveCursor(reaction, last);
		else
			for (const event of events) {
				await reactOnce(reaction, event, failures);
				place = await moveCursor(reaction, event);
			}
		return events.length === batch;
	};
	return {
		step,
		forget: () => {
			place = undefined;
		},
	};
}

/** Throws when it failed, unless that was the tenth time. */
async function reactOnce(reaction: Reaction, event: LoopEvent, failures: Map<string, number>): Promise<void> {
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

/** Returns where it stands now. */
async function moveCursor({ name }: Reaction, { position: at }: LoopEvent): Promise<bigint> {
	const position = at ?? 0n;
	await db().reactionCursor.upsert({
		where: { name },
		create: { name, position },
		update: { position, at: new Date() },
	});
	return position;
}
