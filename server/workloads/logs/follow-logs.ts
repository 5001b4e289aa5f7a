import type { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { invalid, notFound, Problem } from "#server/platform/errors.ts";
import { streamFromWorker } from "#server/platform/rpc-stream.ts";
import { logsCall } from "./logs-call.ts";
import type { LogEvent, logQuerySchema } from "./schema.ts";

const mostEach = 6;
const open = new Map<string, number>();

type Asked = z.output<typeof logQuerySchema> & { service: string; environment: string };

/**
 * The log of all pods of a service in an environment as one, in order of time, until `signal` aborts.
 * Throws Problem 403, 404, 422 for a range that ends before it begins, 429 `too-many-streams` for a seventh at once, 503.
 */
export async function* followLogs(actor: Actor, asked: Asked, signal: AbortSignal): AsyncGenerator<LogEvent> {
	const { service, environment, q, severity = null, pod = null, previous, from, to, follow, tail } = asked;
	const found = await db().entity.findFirst({ where: { name: service, kind: "component" } });
	const place = await db().environment.findUnique({ where: { name: environment } });
	await authorize(actor, "logs.read", {
		teamId: found?.ownerTeamId ?? null,
		...(place && { environment: place }),
		subject: { kind: "service", id: service },
	});
	if (!found) throw notFound("service", service);
	if (!place) throw notFound("environment", environment);
	if (from && to && Date.parse(from) >= Date.parse(to))
		throw invalid("empty-range", "The range of time ends before it begins.");
	const leave = enter(`${actor.kind}:${actor.id}`);
	const range = { from: utc(from), to: utc(to), follow: follow && !to };
	const input = { serviceId: found.id, environment, q, severity, pod, previous, tail, ...range };
	try {
		yield* streamFromWorker(logsCall, input, { signal });
	} finally {
		leave();
	}
}

const utc = (time: string | undefined) => (time ? new Date(time).toISOString() : null);

function enter(who: string): () => void {
	const before = open.get(who) ?? 0;
	if (before >= mostEach)
		throw new Problem({
			status: 429,
			code: "too-many-streams",
			detail: `You follow ${mostEach} logs already. Close one of them.`,
			params: { most: mostEach },
			retryAfter: 5,
		});
	open.set(who, before + 1);
	return () => {
		const left = (open.get(who) ?? 1) - 1;
		if (left > 0) open.set(who, left);
		else open.delete(who);
	};
}
