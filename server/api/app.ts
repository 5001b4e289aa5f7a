import { randomUUID } from "node:crypto";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { authenticate } from "#server/access/authenticate.ts";
import { authorize } from "#server/access/authorize.ts";
import { config } from "#server/platform/config/load.ts";
import { Problem } from "#server/platform/errors.ts";
import { telemetry } from "#server/platform/telemetry.ts";
import { checkOrigin } from "./check-origin.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations/all.ts";
import { problemResponse } from "./problem.ts";

const maxBody = 1_000_000;
const problemSchema = z
	.object({
		type: z.string(),
		title: z.string(),
		status: z.number(),
		detail: z.string(),
		code: z.string(),
		requestId: z.string(),
	})
	.openapi("Problem");

/** The HTTP API under /api/v1: everything the interface does. */
export function createApi(): OpenAPIHono {
	const app = new OpenAPIHono().basePath("/api/v1");
	for (const declared of operations) mount(app, declared);
	app.doc31("/openapi.json", {
		openapi: "3.1.0",
		info: {
			title: "Lazo",
			version: "1",
			description: "Plan, build, release, deploy, watch and roll back. Errors are problem+json with a stable `code`.",
		},
		servers: [{ url: config().LAZO_URL }],
	});
	app.notFound((c) =>
		problemResponse(
			c,
			new Problem({
				status: 404,
				code: "no-such-operation",
				detail: `There is no operation ${c.req.method} ${c.req.path}.`,
			}),
			randomUUID(),
		),
	);
	return app;
}

function mount(app: OpenAPIHono, declared: Operation): void {
	const status = declared.status ?? 200;
	const route = createRoute({
		method: declared.method,
		path: declared.path,
		tags: [declared.tag],
		summary: declared.summary,
		description: `Policy: \`${declared.action}\`.`,
		request: {
			...(declared.params && { params: declared.params }),
			...(declared.query && { query: declared.query }),
			...(declared.body && { body: { content: { "application/json": { schema: declared.body } }, required: true } }),
		},
		responses: {
			[status]: { description: "Success", content: { "application/json": { schema: declared.response } } },
			default: { description: "Problem", content: { "application/problem+json": { schema: problemSchema } } },
		},
	});
	app.openAPIRegistry.registerPath(route);
	app.on(declared.method.toUpperCase(), declared.path.replace(/\{(\w+)\}/g, ":$1"), (c) => handle(c, declared, status));
}

async function handle(c: Context, declared: Operation, status: number): Promise<Response> {
	const requestId = randomUUID();
	const end = telemetry().requestSeconds.startTimer({ method: declared.method, route: declared.path });
	try {
		const actor = await authenticate(c.req.raw.headers);
		// An API token is sent on purpose, never by the browser itself.
		if (declared.method !== "get" && actor.kind !== "token") checkOrigin(c.req.raw.headers);
		// Without a team the table answers "could this actor do it anywhere at all?".
		await authorize(actor, declared.action, {
			subject: { kind: "operation", id: `${declared.method} ${declared.path}` },
		});
		const params = declared.params?.strict().parse(c.req.param()) ?? {};
		const query = declared.query?.strict().parse(queryOf(c)) ?? {};
		const body = declared.body ? declared.body.parse(await readJson(c)) : undefined;
		const result = declared.response.parse(await declared.run({ actor, params, query, body, requestId }));
		end({ status: String(status) });
		return c.newResponse(JSON.stringify(result), status as 200, {
			"content-type": "application/json",
			"cache-control": "private, no-store",
			"x-request-id": requestId,
		});
	} catch (error) {
		const response = problemResponse(c, error, requestId);
		end({ status: String(response.status) });
		return response;
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
	if (Number(c.req.header("content-length") ?? 0) > maxBody)
		throw new Problem({ status: 413, code: "too-large", detail: "The body is larger than 1 MB." });
	const text = await c.req.text();
	if (text.length > maxBody)
		throw new Problem({ status: 413, code: "too-large", detail: "The body is larger than 1 MB." });
	try {
		return JSON.parse(text);
	} catch {
		throw new Problem({ status: 400, code: "malformed-json", detail: "The body is not valid JSON." });
	}
}
