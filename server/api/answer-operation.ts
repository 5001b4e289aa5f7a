import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import { authenticate } from "#server/access/authenticate.ts";
import { authorize } from "#server/access/authorize.ts";
import { config } from "#server/platform/config/load.ts";
import { Problem } from "#server/platform/errors.ts";
import { limitHeaders, tooManyRequests } from "#server/platform/rate-limit.ts";
import { telemetry } from "#server/platform/telemetry.ts";
import { answerStream } from "./answer-stream.ts";
import { checkOrigin } from "./check-origin.ts";
import { limitCaller } from "./limit-caller.ts";
import type { Operation } from "./operation.ts";
import { problemResponse } from "./problem.ts";
import { refuseUnstorable } from "./refuse-unstorable.ts";
import { runOnce } from "./run-once.ts";
import { turns } from "./turns.ts";

const maxBody = 1_000_000;
/** As many writes at once as there are connections to Postgres: more would take them from each other until all are late. */
const writes = turns(() => config().DATABASE_POOL);

/** Answers one request to an operation: limit, who, may they, does it fit, then the operation itself. Never throws. */
export async function answerOperation(c: Context, declared: Operation, status: number): Promise<Response> {
	const requestId = randomUUID();
	const end = telemetry().requestSeconds.startTimer({ method: declared.method, route: declared.path });
	const standing = limitCaller(c.req.raw.headers);
	const response = await attempt(c, declared, {
		requestId,
		status,
		refused: standing?.allowed === false ? tooManyRequests(standing) : null,
	});
	if (standing) for (const [name, value] of Object.entries(limitHeaders(standing))) response.headers.set(name, value);
	end({ status: String(response.status) });
	return response;
}

type Attempt = { requestId: string; status: number; refused: Problem | null };

async function attempt(c: Context, declared: Operation, { requestId, status, refused }: Attempt): Promise<Response> {
	let done = () => {};
	try {
		if (refused) throw refused;
		const actor = await authenticate(c.req.raw.headers);
		// An API token is sent on purpose, never by the browser itself.
		if (declared.method !== "get" && actor.kind !== "token") checkOrigin(c.req.raw.headers);
		// Without a team the table answers "could this actor do it anywhere at all?".
		await authorize(actor, declared.action, {
			subject: { kind: "operation", id: `${declared.method} ${declared.path}` },
		});
		const params = declared.params?.strict().parse(refuseUnstorable(c.req.param())) ?? {};
		const query = declared.query?.strict().parse(refuseUnstorable(queryOf(c))) ?? {};
		const body = declared.body ? declared.body.parse(refuseUnstorable(await readJson(c))) : undefined;
		const asked = { actor, params, query, body, requestId };
		if (declared.streams) return await answerStream(c.req.raw, declared, asked);
		// Only now: whoever sends a body slowly, or is not let in, must not keep others from writing.
		if (declared.method !== "get" && !declared.outOfLine) done = await writes.take(c.req.raw.signal);
		const { answer, again } = await runOnce(c, declared, { ...asked, signal: c.req.raw.signal });
		const result = again ? answer : declared.response.parse(answer);
		return c.newResponse(JSON.stringify(result), status as 200, {
			"content-type": "application/json",
			"cache-control": "private, no-store",
			"x-request-id": requestId,
			...(again && { "idempotency-replayed": "true" }),
		});
	} catch (error) {
		return problemResponse(c, error, requestId);
	} finally {
		done();
	}
}

/** A parameter given twice becomes a list. */
function queryOf(c: Context): Record<string, string | string[]> {
	return Object.fromEntries(
		Object.entries(c.req.queries()).map(([name, values]) => [name, values.length > 1 ? values : (values[0] ?? "")]),
	);
}

async function readJson(c: Context): Promise<unknown> {
	if (!c.req.header("content-type")?.startsWith("application/json")) {
		throw new Problem({ status: 415, code: "not-json", detail: "Send the body as application/json." });
	}
	const text = await readText(c);
	try {
		return JSON.parse(text);
	} catch {
		throw new Problem({ status: 400, code: "malformed-json", detail: "The body is not valid JSON." });
	}
}

/** The body, of which no more is read than may be sent: how long it is need not have been told. */
async function readText(c: Context): Promise<string> {
	const tooLarge = () => new Problem({ status: 413, code: "too-large", detail: "The body is larger than 1 MB." });
	if (Number(c.req.header("content-length") ?? 0) > maxBody) throw tooLarge();
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of c.req.raw.body ?? []) {
		size += chunk.length;
		if (size > maxBody) throw tooLarge();
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString("utf8");
}
