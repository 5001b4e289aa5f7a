import { request } from "undici";
import { Problem } from "./errors.ts";
import { log } from "./log.ts";
import { type Call, type Handlers, problemOf, signedCall, workerAway } from "./rpc.ts";
import { begun, Streamed } from "./streamed.ts";

type StreamHandler<I, O> = (input: I, signal: AbortSignal) => AsyncIterable<O>;

/** Ties a call to what answers it line by line; `signal` aborts when web has gone. */
export function answerStream<I, O>(handlers: Handlers, call: Call<I, O>, handler: StreamHandler<I, O>): void {
	handlers.set(call.name, async (input, signal) => {
		const lines = await begun(handler(call.input.parse(input), signal));
		return new Streamed(parsed(lines, call));
	});
}

async function* parsed<I, O>(lines: AsyncIterable<O>, call: Call<I, O>): AsyncGenerator<O> {
	for await (const line of lines) yield call.output.parse(line);
}

/** Longer than the worker is ever silent in a stream. */
const idleMs = 30_000;
const longestLine = 32 * 1024 * 1024;

/**
 * What the worker answers line by line, until it ends or `signal` aborts. Throws Problem, also 503 when the worker goes
 * in the middle.
 */
export async function* streamFromWorker<I, O>(
	call: Call<I, O>,
	input: I,
	{ signal, lease = "worker" }: { signal: AbortSignal; lease?: string },
): AsyncGenerator<O> {
	const { url, ...init } = await signedCall({ call: call.name, input }, lease);
	const answered = await request(url, { ...init, headersTimeout: 20_000, bodyTimeout: idleMs, signal }).catch(() => {
		throw workerAway();
	});
	if (answered.statusCode !== 200) throw problemOf(await answered.body.text());
	try {
		let rest = "";
		for await (const chunk of answered.body.setEncoding("utf8")) {
			const lines = (rest + chunk).split("\n");
			rest = lines.pop() ?? "";
			if (rest.length > longestLine) throw workerAway();
			for (const line of lines) yield call.output.parse(JSON.parse(line));
		}
	} catch (error) {
		if (signal.aborted) return;
		if (error instanceof Problem) throw error;
		log.warn({ call: call.name, error: error instanceof Error ? error.message : String(error) }, "a stream broke off");
		throw workerAway();
	} finally {
		answered.body.destroy();
	}
}
