import { z } from "@hono/zod-openapi";
import type { Action } from "#server/access/policy.ts";
import type { Actor } from "#server/platform/actor.ts";

type Shape = z.ZodObject;

/** What a handler gets: who, what was asked (parsed), and the id that ties logs, audit and answer together. */
export type Call<P extends Shape, Q extends Shape, B extends z.ZodType> = {
	actor: Actor;
	params: z.output<P>;
	query: z.output<Q>;
	body: z.output<B>;
	requestId: string;
	/** Aborts when the caller goes, and for a stream also when the session ends. */
	signal: AbortSignal;
};

/** One operation of the HTTP API. Its schemas validate, and the OpenAPI document is made from them. */
export type Operation<
	P extends Shape = Shape,
	Q extends Shape = Shape,
	B extends z.ZodType = z.ZodType,
	O extends z.ZodType = z.ZodType,
> = {
	method: "get" | "post" | "put" | "patch" | "delete";
	/** Below /api/v1, for example "/services/{name}". */
	path: `/${string}`;
	/** Row of the policy table. The kernel lets through who could do it somewhere; the verb decides for the thing itself. */
	action: Action;
	tag: string;
	summary: string;
	params?: P;
	query?: Q;
	body?: B;
	/** Form of the answer, of one line of it when it is a stream; fields beyond it are stripped. */
	response: O;
	/** The answer is a stream: JSON lines (NDJSON) for as long as the caller stays. */
	streams?: true;
	/** The answer tells a secret once, so it is never kept to be told again. */
	answerIsSecret?: true;
	/** Mostly waits for the worker, which may take 20 s: it takes no turn from other writes. */
	outOfLine?: true;
	/** Status of success; default 200. */
	status?: 200 | 201 | 202;
	run: (call: Call<P, Q, B>) => Promise<z.input<O>>;
};

/** Declares an operation with its types inferred. A GET must not change state. */
export function operation<P extends Shape, Q extends Shape, B extends z.ZodType, O extends z.ZodType>(
	declared: Operation<P, Q, B, O>,
): Operation {
	return declared as unknown as Operation;
}

type Streaming<P extends Shape, Q extends Shape, O extends z.ZodType> = Omit<
	Operation<P, Q, z.ZodUndefined, O>,
	"run" | "method" | "body" | "status"
> & { run: (call: Call<P, Q, z.ZodUndefined>) => AsyncIterable<z.input<O>> };

/** Declares a read whose answer goes on line by line. It must end when `signal` aborts. */
export function streaming<P extends Shape, Q extends Shape, O extends z.ZodType>(
	declared: Streaming<P, Q, O>,
): Operation {
	return { ...declared, method: "get", streams: true } as unknown as Operation;
}

/** A page of a list: `items`, and the cursor of the next page or null. */
export const pageOf = <T extends z.ZodType>(item: T) =>
	z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.number().int().optional() });

/** Query parameters every list has. */
export const pageQuery = {
	cursor: z.string().max(200).optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
};
