import { problemOf } from "./client.ts";
import { ApiProblem } from "./problem.ts";

/** Longer than a stream of Lazo is ever silent: after that the connection is taken for dead. */
const silentMs = 25_000;

const offline = () => new ApiProblem({ status: 0, code: "offline", detail: "Lazo did not answer." });

/**
 * Reads a streaming operation of the API and hands on every line as it comes, no faster than `onLine` takes them, until it
 * ends or `signal` aborts.
 * Throws ApiProblem, also when it breaks off or falls silent.
 */
export async function readStream<T>(
	path: `/${string}`,
	{ signal, onLine }: { signal: AbortSignal; onLine: (line: T) => void | Promise<void> },
): Promise<void> {
	const silence = new AbortController();
	let timer = setTimeout(() => silence.abort(), silentMs);
	try {
		const response = await fetch(`/api/v1${path}`, {
			credentials: "same-origin",
			signal: AbortSignal.any([signal, silence.signal]),
		});
		if (!response.ok || !response.body) throw await problemOf(response);
		const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
		let rest = "";
		for (let next = await reader.read(); !next.done; next = await reader.read()) {
			clearTimeout(timer);
			timer = setTimeout(() => silence.abort(), silentMs);
			const lines = (rest + next.value).split("\n");
			rest = lines.pop() ?? "";
			for (const line of lines) await onLine(JSON.parse(line) as T);
		}
	} catch (error) {
		if (signal.aborted) return;
		throw error instanceof ApiProblem ? error : offline();
	} finally {
		clearTimeout(timer);
	}
}
