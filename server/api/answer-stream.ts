import { findActor } from "#server/access/authenticate.ts";
import type { Actor } from "#server/platform/actor.ts";
import { subscribe } from "#server/platform/live/feed.ts";
import { log } from "#server/platform/log.ts";
import { begun } from "#server/platform/streamed.ts";
import type { Operation } from "./operation.ts";

const recheckMs = 15_000;
const encoder = new TextEncoder();
type Asked = Omit<Parameters<Operation["run"]>[0], "signal">;

/**
 * Answers with the lines of a streaming operation, as fast as the caller reads. It ends with the lines, when the caller goes
 * and when the session or token ends. What fails before the first line is thrown; later it cuts the answer.
 */
export async function answerStream(request: Request, declared: Operation, asked: Asked): Promise<Response> {
	const end = new AbortController();
	request.signal.addEventListener("abort", () => end.abort(), { once: true });
	if (request.signal.aborted) end.abort();
	const answer = await declared.run({ ...asked, signal: end.signal });
	const lines = await begun(answer as AsyncIterable<unknown>);
	const stop = whileSignedIn(request, asked.actor, () => finish());
	const finish = () => {
		stop();
		end.abort();
		// Nobody asks for the next line any more, so that the lines must be told that they end.
		void lines.return(undefined).catch(() => {});
	};
	end.signal.addEventListener("abort", finish, { once: true });
	if (end.signal.aborted) finish();
	let gone = false;
	const body = new ReadableStream<Uint8Array>({
		pull: async (controller) => {
			try {
				const { value, done } = await lines.next();
				// Whoever has gone has closed it already.
				if (end.signal.aborted) return void (gone || controller.close());
				if (!done) return controller.enqueue(encoder.encode(`${JSON.stringify(declared.response.parse(value))}\n`));
				finish();
				controller.close();
			} catch (error) {
				finish();
				log.warn({ requestId: asked.requestId, error: String(error) }, "a stream ended early");
				controller.error(error);
			}
		},
		cancel: () => {
			gone = true;
			finish();
		},
	});
	return new Response(body, {
		headers: {
			"content-type": "application/x-ndjson; charset=utf-8",
			// Nobody on the way may hold lines back to compress or gather them.
			"cache-control": "private, no-store, no-transform",
			"x-accel-buffering": "no",
			"x-request-id": asked.requestId,
		},
	});
}

/**
 * Calls `onEnd` as soon as the session or token is no longer valid. Returns how to stop. Until then it holds the request: one
 * that nobody holds is collected, and its signal with it never tells that the caller has gone.
 */
function whileSignedIn(request: Request, actor: Actor, onEnd: () => void): () => void {
	const recheck = () =>
		// While the database is away nobody can be checked; the stream stays.
		void findActor(request.headers)
			.then((found) => found ?? onEnd())
			.catch(() => {});
	const own = keysAbout(actor);
	const unsubscribe = subscribe(({ keys }) => keys.some((key) => own.includes(key)) && recheck());
	const timer = setInterval(recheck, recheckMs).unref();
	return () => {
		clearInterval(timer);
		unsubscribe();
	};
}

function keysAbout(actor: Actor): string[] {
	if (actor.kind === "person") return [`session:${actor.sessionId}`, `person:${actor.id}`];
	if (actor.kind === "token") return [`token:${actor.id}`, `person:${actor.personId}`];
	return [];
}
