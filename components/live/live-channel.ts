/** What the leading tab tells the others. */
export type LiveMessage =
	| { type: "keys"; keys: string[]; position: string }
	| { type: "reset"; position: string }
	| { type: "state"; connected: boolean; position: string | null };

/** A tab that has just come asks how things are. */
type Wire = LiveMessage | { type: "ask" };

export type LiveHandler = (message: LiveMessage) => void;

const lockName = "lazo-live";
const firstPauseMs = 1_000;
const longestPauseMs = 15_000;

/**
 * One event stream per browser: the tab that holds the lock reads it and tells the others over a channel.
 * When that tab goes, another takes over at the position it has heard last. Returns how to leave.
 */
export function joinLive(onMessage: LiveHandler): () => void {
	const channel = new BroadcastChannel(lockName);
	const leaving = new AbortController();
	let position: string | null = null;
	let connected = false;
	let leading = false;
	const hear = (message: LiveMessage) => {
		position = message.position ?? position;
		connected = message.type === "state" ? message.connected : true;
		onMessage(message);
	};
	channel.onmessage = ({ data }: MessageEvent<Wire>) => {
		if (data.type !== "ask") return hear(data);
		if (leading) channel.postMessage({ type: "state", connected, position } satisfies Wire);
	};
	channel.postMessage({ type: "ask" } satisfies Wire);
	const tell = (message: LiveMessage) => {
		hear(message);
		channel.postMessage(message);
	};
	navigator.locks
		.request(lockName, { signal: leaving.signal }, () => {
			leading = true;
			return lead(() => position, tell, leaving.signal);
		})
		.catch(() => {});
	return () => {
		leaving.abort();
		channel.close();
	};
}

/** Holds the stream open until the signal; comes back after a cut with a growing pause. */
async function lead(position: () => string | null, tell: LiveHandler, signal: AbortSignal): Promise<void> {
	let pause = firstPauseMs;
	while (!signal.aborted) {
		const lasted = await readStream(streamUrl(position()), tell, signal);
		tell({ type: "state", connected: false, position: position() });
		pause = lasted > longestPauseMs ? firstPauseMs : Math.min(pause * 2, longestPauseMs);
		await rest(pause * (0.5 + Math.random() / 2), signal);
	}
}

const streamUrl = (position: string | null) => (position ? `/api/live?since=${position}` : "/api/live");

/** Reads one connection until it ends; answers how long it lasted, in ms. */
export function readStream(url: string, tell: LiveHandler, signal: AbortSignal): Promise<number> {
	return new Promise((resolve) => {
		const started = Date.now();
		const source = new EventSource(url);
		const end = () => {
			source.close();
			signal.removeEventListener("abort", end);
			resolve(Date.now() - started);
		};
		const on = (type: string, handle: (event: MessageEvent<string>) => void) =>
			source.addEventListener(type, handle as EventListener);
		on("hello", (event) => tell({ type: "state", connected: true, position: event.lastEventId }));
		on("reset", (event) => tell({ type: "reset", position: event.lastEventId }));
		on("keys", (event) =>
			tell({ type: "keys", keys: JSON.parse(event.data) as string[], position: event.lastEventId }),
		);
		source.onerror = end;
		signal.addEventListener("abort", end, { once: true });
	});
}

const rest = (milliseconds: number, signal: AbortSignal) =>
	new Promise<void>((resolve) => {
		const timer = setTimeout(resolve, milliseconds);
		signal.addEventListener("abort", () => {
			clearTimeout(timer);
			resolve();
		});
	});
