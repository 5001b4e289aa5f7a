/** Work per key: the first change at once, later ones at most every `everyMs`, never two of one key at a time. */
export type Debounce = { mark: (key: string) => void; stop: () => Promise<void>; idle: () => boolean };

type Options = { everyMs: number; concurrency: number; signal: AbortSignal };
const retryMs = 1_000;

/**
 * A leading-edge debounce with bounded concurrency. Work that throws is tried again after a second, and `onError` is told;
 * marks of one key that pile up meanwhile become one.
 */
export function debounce(
	work: (key: string) => Promise<void>,
	options: Options & { onError: (key: string, error: unknown) => void },
): Debounce {
	const { everyMs, concurrency, signal, onError } = options;
	const ready: string[] = [];
	const waiting = new Map<string, NodeJS.Timeout>();
	const queued = new Set<string>();
	const running = new Map<string, Promise<void>>();
	const again = new Set<string>();
	const lastStart = new Map<string, number>();

	const enqueue = (key: string) => {
		waiting.delete(key);
		queued.add(key);
		ready.push(key);
		pump();
	};
	const later = (key: string, ms: number) => {
		if (signal.aborted || waiting.has(key) || queued.has(key)) return;
		if (ms <= 0) enqueue(key);
		else waiting.set(key, setTimeout(() => enqueue(key), ms).unref());
	};
	const pause = (key: string) => everyMs - (Date.now() - (lastStart.get(key) ?? 0));
	const run = async (key: string) => {
		lastStart.set(key, Date.now());
		let ms = 0;
		try {
			await work(key);
		} catch (error) {
			onError(key, error);
			again.add(key);
			ms = retryMs;
		}
		running.delete(key);
		if (again.delete(key)) later(key, Math.max(ms, pause(key)));
		else if (lastStart.size > 20_000) lastStart.clear();
		pump();
	};
	const pump = () => {
		while (!signal.aborted && running.size < concurrency) {
			const key = ready.shift();
			if (key === undefined) return;
			queued.delete(key);
			running.set(key, run(key));
		}
	};
	return {
		mark: (key) => (running.has(key) ? void again.add(key) : later(key, pause(key))),
		idle: () => ready.length + waiting.size + running.size === 0,
		stop: async () => {
			for (const timer of waiting.values()) clearTimeout(timer);
			waiting.clear();
			ready.length = 0;
			await Promise.allSettled(running.values());
		},
	};
}
