import { randomUUID } from "node:crypto";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { config } from "#server/platform/config/load.ts";
import { Problem } from "#server/platform/errors.ts";
import { answerOperation } from "./answer-operation.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations/all.ts";
import { problemResponse } from "./problem.ts";

const description = [
	"Plan, build, release, deploy, watch and roll back. Errors are problem+json with a stable `code`.",
	"A session or token that asks too often gets 429 with `Retry-After`; `RateLimit` and `RateLimit-Policy` say where it stands.",
	"A write may carry an `Idempotency-Key` of your own making (up to 200 characters). Sent again within 24 hours with the same body, also at the same moment, it is done once and answered as the first time, with `Idempotency-Replayed: true`. With another body it gets 422. Refused or failed writes are not kept; an answer that told a secret is not told again (409).",
].join("\n\n");

const idempotencyHeader = z.object({
	"Idempotency-Key": z
		.string()
		.max(200)
		.optional()
		.openapi({ description: "Does this write once, however often it is sent." }),
});

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
			description,
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
			...(declared.method !== "get" && { headers: idempotencyHeader }),
			...(declared.body && { body: { content: { "application/json": { schema: declared.body } }, required: true } }),
		},
		responses: {
			[status]: {
				description: declared.streams ? "Success: one JSON object per line, until the caller goes" : "Success",
				content: { [declared.streams ? "application/x-ndjson" : "application/json"]: { schema: declared.response } },
			},
			default: { description: "Problem", content: { "application/problem+json": { schema: problemSchema } } },
		},
	});
	app.openAPIRegistry.registerPath(route);
	app.on(declared.method.toUpperCase(), declared.path.replace(/\{(\w+)\}/g, ":$1"), (c) =>
		answerOperation(c, declared, status),
	);
}
