import { findActor } from "#server/access/authenticate.ts";
import { findWallActor } from "#server/access/walls.ts";
import type { Actor } from "#server/platform/actor.ts";
import { currentPosition, type LiveBatch, missedSince, subscribe } from "#server/platform/live/feed.ts";
import { telemetry } from "#server/platform/telemetry.ts";
import { liveKeysFor } from "./live-keys.ts";
import { webState } from "./web-state.ts";

const heartbeatMs = 15_000;
const maxBuffered = 64;
const encoder = new TextEncoder();

/**
 * The one stream of a browser: `keys` events name what changed, `reset` says "read everything again",
 * a comment every 15 s shows that it lives. Resumes from Last-Event-ID or `?since=`.
 * A reader that is too slow is cut off; it comes back with its position.
 */
export async function openLiveStream(request: Request): Promise<Response> {
	const aborted = new Promise<void>((resolve) =>
		request.signal.addEventListener("abort", () => resolve(), { once: true }),
	);
	if (webState().stopping || !webState().feedRunning) return refuse(503);
	const actor = await findReader(request);
	if (!actor) return refuse(401);
	const stream = new Stream(actor, () => findReader(request));
	void aborted.then(() => stream.close());
	await stream.begin(startOf(request));
	return new Response(stream.body, {
		headers: {
			"content-type": "text/event-stream; charset=utf-8",
			"cache-control": "no-cache, no-transform",
			"x-accel-buffering": "no",
		},
	});
}

const refuse = (status: number) =>
	new Response(null, { status, headers: { "cache-control": "no-store", "retry-after": "5" } });

async function findReader(request: Request): Promise<Actor | null> {
	const wall = new URL(request.url).searchParams.get("wall");
	return wall ? findWallActor(wall) : findActor(request.headers);
}

function startOf(request: Request): bigint | null {
	const given = request.headers.get("last-event-id") ?? new URL(request.url).searchParams.get("since");
	return given && /^\d{1,18}$/.test(given) ? BigInt(given) : null;
}

class Stream {
	readonly body: ReadableStream<Uint8Array>;
	readonly #actor: Actor;
	readonly #recheck: () => Promise<Actor | null>;
	readonly #keysFor: (keys: string[]) => Promise<string[]>;
	#controller: ReadableStreamDefaultController<Uint8Array> | undefined;
	#unsubscribe = () => {};
	#timer: NodeJS.Timeout | undefined;
	#closed = false;
	#sending: Promise<void> = Promise.resolve();
	readonly #closeThis = () => this.close();

	constructor(actor: Actor, recheck: () => Promise<Actor | null>) {
		this.#actor = actor;
		this.#recheck = recheck;
		this.#keysFor = liveKeysFor(actor);
		this.body = new ReadableStream(
			{
				start: (controller) => {
					this.#controller = controller;
				},
				cancel: () => this.close(),
			},
			new CountQueuingStrategy({ highWaterMark: maxBuffered }),
		);
	}

	/** Subscribes first and then tells what was missed, so that nothing falls between. */
	async begin(since: bigint | null): Promise<void> {
		webState().streams.add(this.#closeThis);
		telemetry().streams.inc({ change: "opened" });
		this.#timer = setInterval(() => void this.#beat(), heartbeatMs).unref();
		this.#unsubscribe = subscribe((batch) => this.#queue(batch));
		this.#write(`retry: ${1_000 + Math.floor(Math.random() * 2_000)}\n`);
		if (since === null) return this.#write(`id: ${currentPosition()}\nevent: hello\ndata: {}\n`);
		const missed = await missedSince(since);
		if (missed) this.#queue(missed);
		else this.#write(`id: ${currentPosition()}\nevent: reset\ndata: {}\n`);
	}

	#queue(batch: LiveBatch): void {
		this.#sending = this.#sending.then(() => this.#send(batch)).catch(() => this.close());
	}

	async #send(batch: LiveBatch): Promise<void> {
		if (batch.keys.some((key) => this.#isAboutReader(key)) && !(await this.#recheck())) return this.close();
		const keys = await this.#keysFor(batch.keys);
		this.#write(`id: ${batch.position}\nevent: keys\ndata: ${JSON.stringify(keys)}\n`);
	}

	#isAboutReader(key: string): boolean {
		const actor = this.#actor;
		if (actor.kind === "person") return key === `session:${actor.sessionId}` || key === `person:${actor.id}`;
		if (actor.kind === "token") return key === `token:${actor.id}` || key === `person:${actor.personId}`;
		return key === `wall:${actor.id}`;
	}

	async #beat(): Promise<void> {
		// While the database is away nobody can be checked; the stream stays and says nothing.
		const reader = await this.#recheck().catch(() => this.#actor);
		if (!reader) return this.close();
		this.#write(":\n");
	}

	#write(message: string): void {
		if (this.#closed || !this.#controller) return;
		if ((this.#controller.desiredSize ?? 0) <= 0) this.close();
		else this.#controller.enqueue(encoder.encode(`${message}\n`));
	}

	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		clearInterval(this.#timer);
		this.#unsubscribe();
		webState().streams.delete(this.#closeThis);
		telemetry().streams.inc({ change: "closed" });
		try {
			this.#controller?.close();
		} catch {
			// The reader has already gone.
		}
	}
}
