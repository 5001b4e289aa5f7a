import { createHmac } from "node:crypto";
import type { Context } from "hono";
import { z } from "zod";
import type { Actor } from "#server/platform/actor.ts";
import { config } from "#server/platform/config/load.ts";
import { Problem } from "#server/platform/errors.ts";
import { onlyOnce } from "#server/platform/only-once.ts";
import type { Operation } from "./operation.ts";

type Call = Parameters<Operation["run"]>[0];

const answerSchema = z.record(z.string(), z.json());

/** Runs an operation; a write that carries an Idempotency-Key is done once and answered the same way again. */
export async function runOnce(
	c: Context,
	declared: Operation,
	call: Call,
): Promise<{ answer: unknown; again: boolean }> {
	const key = c.req.header("idempotency-key");
	if (key === undefined || declared.method === "get") return { answer: await declared.run(call), again: false };
	if (!/^[\x21-\x7e]{1,200}$/.test(key))
		throw new Problem({
			status: 400,
			code: "malformed-idempotency-key",
			detail: "An Idempotency-Key has 1 to 200 visible ASCII characters, for example a UUID.",
		});
	const asked = JSON.stringify([c.req.method, c.req.path, call.query, call.body ?? null]);
	const named = {
		caller: callerOf(call.actor),
		key,
		// With a key that no reader of the database has: what was asked may be a password.
		requestHash: createHmac("sha256", config().RPC_SECRET).update(asked).digest("hex"),
		keepAnswer: declared.answerIsSecret !== true,
		answerIn: (result: unknown) => {
			const answer = declared.response.safeParse(result);
			// As it goes over the wire: dates become text.
			return answer.success ? answerSchema.parse(JSON.parse(JSON.stringify(answer.data))) : undefined;
		},
	};
	return onlyOnce(named, () => declared.run(call));
}

const callerOf = (actor: Actor) => `${actor.kind}:${actor.id}`;
