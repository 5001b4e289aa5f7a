import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { request } from "undici";
import { z } from "zod";
import { config } from "./config/load.ts";
import { db } from "./database.ts";
import { Problem, unavailable } from "./errors.ts";
import { log } from "./log.ts";
import { Streamed } from "./streamed.ts";

/** A call that web may make to the worker: name, form of its input, form of its answer. */
export type Call<I, O> = { name: string; input: z.ZodType<I>; output: z.ZodType<O> };

export const defineCall = <I, O>(call: Call<I, O>): Call<I, O> => call;

/** `signal` aborts when the caller has gone. */
type Handler = (input: unknown, signal: AbortSignal) => Promise<unknown>;
/** What the worker answers, by call name. */
export type Handlers = Map<string, Handler>;

/** Ties a call to the function that answers it. */
export function answer<I, O>(handlers: Handlers, call: Call<I, O>, handler: (input: I) => Promise<O>): void {
	handlers.set(call.name, async (input) => call.output.parse(await handler(call.input.parse(input))));
}

const problemSchema = z.object({
	status: z.number(),
	code: z.string(),
	detail: z.string(),
	params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
});
const maxAgeMs = 30_000;

const sign = (timestamp: string, body: string) =>
	createHmac("sha256", config().RPC_SECRET).update(`${timestamp}\n${body}`).digest();

export const workerAway = (): Problem =>
	unavailable(
		"worker-away",
		"The worker does not answer at the moment, so nothing outside can be asked. It is usually back within seconds.",
	);

/** A signed call to the worker that holds `lease`; its address stands in the lease row. Throws Problem when nobody holds it. */
export async function signedCall(asked: { call: string; input: unknown }, lease: string) {
	const holder = await db().lease.findUnique({ where: { name: lease } });
	if (!holder?.address || holder.until < new Date()) throw workerAway();
	const body = JSON.stringify(asked);
	const timestamp = String(Date.now());
	const headers = {
		"content-type": "application/json",
		"x-lazo-time": timestamp,
		"x-lazo-signature": sign(timestamp, body).toString("hex"),
	};
	return { url: `${holder.address}/rpc`, method: "POST" as const, body, headers };
}

/** The problem that the worker answered with. */
export const problemOf = (text: string): Problem => new Problem(problemSchema.parse(JSON.parse(text)));

/** Calls the worker that holds `lease`. Throws Problem when nobody holds it or it does not answer. */
export async function callWorker<I, O>(call: Call<I, O>, input: I, lease = "worker"): Promise<O> {
	const { url, ...init } = await signedCall({ call: call.name, input }, lease);
	const answered = await request(url, {
		...init,
		headersTimeout: 20_000,
		bodyTimeout: 20_000,
		signal: AbortSignal.timeout(20_000),
	}).catch(() => {
		throw workerAway();
	});
	const text = await answered.body.text();
	if (answered.statusCode !== 200) throw problemOf(text);
	return call.output.parse(JSON.parse(text));
}

/** A GET that is no call: its path and its Authorization header, "" when it has none. */
export type PlainRequest = { path: string; authorization: string };

/** Serves calls of web, and whatever `plain` answers (health, metrics). */
export function serveCalls(
	handlers: Handlers,
	plain: (request: PlainRequest) => Promise<{ status: number; type: string; body: string } | null>,
): Server {
	return createServer((request, response) => {
		const gone = new AbortController();
		response.once("close", () => gone.abort());
		const signal = gone.signal;
		void respond(request, { handlers, plain, signal }).then((answered) => {
			if (answered instanceof Streamed) return send(answered, response, signal);
			const { status, type, body } = answered;
			response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
		});
	});
}

/** A stream that fails in the middle is cut, so that its reader does not take it for complete. */
async function send(streamed: Streamed, response: ServerResponse, signal: AbortSignal): Promise<void> {
	await streamed.sendTo(response, signal).catch((error: unknown) => {
		log.error({ error: error instanceof Error ? error.stack : String(error) }, "a stream to web failed");
		response.destroy();
	});
}

type Serving = { handlers: Handlers; plain: Parameters<typeof serveCalls>[1]; signal: AbortSignal };

async function respond(request: IncomingMessage, { handlers, plain, signal }: Serving) {
	try {
		const { method, url: path = "/", headers } = request;
		if (method === "GET")
			return (
				(await plain({ path, authorization: headers.authorization ?? "" })) ??
				json(404, { status: 404, code: "not-found", detail: "Not found." })
			);
		const body = await readBody(request);
		if (!verified(request, body))
			return json(401, { status: 401, code: "bad-signature", detail: "The call is not signed as it must be." });
		const { call, input } = z.object({ call: z.string(), input: z.unknown() }).parse(JSON.parse(body));
		const handler = handlers.get(call);
		if (!handler) return json(404, { status: 404, code: "unknown-call", detail: `There is no call "${call}".` });
		const result = await handler(input, signal);
		return result instanceof Streamed ? result : json(200, result);
	} catch (error) {
		if (error instanceof Problem)
			return json(error.status, {
				status: error.status,
				code: error.code,
				detail: error.message,
				params: error.params,
			});
		log.error({ error: error instanceof Error ? error.stack : String(error) }, "a call from web failed");
		return json(500, { status: 500, code: "internal", detail: "The worker could not answer." });
	}
}

const json = (status: number, body: unknown) => ({
	status,
	type: "application/json",
	body: JSON.stringify(body ?? null),
});

async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request) {
		size += chunk.length;
		if (size > 1_000_000) throw new Problem({ status: 413, code: "too-large", detail: "The call is too large." });
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString("utf8");
}

function verified(request: IncomingMessage, body: string): boolean {
	const timestamp = String(request.headers["x-lazo-time"] ?? "");
	const given = Buffer.from(String(request.headers["x-lazo-signature"] ?? ""), "hex");
	const expected = sign(timestamp, body);
	return (
		Math.abs(Date.now() - Number(timestamp)) < maxAgeMs &&
		given.length === expected.length &&
		timingSafeEqual(given, expected)
	);
}
