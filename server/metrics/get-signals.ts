import type { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound, Problem } from "#server/platform/errors.ts";
import { callWorker } from "#server/platform/rpc.ts";
import { signalsCall } from "./calls.ts";
import { listMarkers } from "./list-markers.ts";
import type { Signals, signalsQuerySchema } from "./schema.ts";

type Range = z.output<typeof signalsQuerySchema>;

/**
 * Rate, errors, duration and saturation of a service in an environment, with its deploy markers.
 * A Prometheus or worker that is away is part of the answer (`problem`), never an error. Throws Problem 404.
 */
export async function getSignals(
	actor: Actor,
	place: { service: string; environment: string },
	range: Range,
): Promise<Signals> {
	await authorize(actor, "metrics.read", { subject: { kind: "service", id: place.service } });
	const found = await db().serviceEnvironment.findFirst({
		where: { service: { name: place.service, kind: "component" }, environment: { name: place.environment } },
		include: { targets: { select: { namespace: true } } },
	});
	if (!found) throw notFound("service in that environment", `${place.service}/${place.environment}`);
	const { start, end, step } = alignRange(range, Date.now() / 1000);
	const markers = await listMarkers(found.serviceId, found.environmentId, {
		start: new Date(start * 1000),
		end: new Date(end * 1000),
	});
	const namespaces = [...new Set(found.targets.map(({ namespace }) => namespace))];
	const answer = await callWorker(signalsCall, { ...place, namespaces, start, end, step }).catch((error: unknown) => {
		if (!(error instanceof Problem)) throw error;
		return { observedAt: null, problem: { code: error.code, message: error.message }, signals: [] };
	});
	return { ...place, start, end, step, markers, ...answer };
}

const steps = [2, 5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600];

/** A range whose ends lie on multiples of a step that suits the width: equal charts then ask equal questions. Pure. */
export function alignRange(range: Range, now: number): { start: number; end: number; step: number } {
	const end = Math.min(range.end ?? now, now);
	const start = Math.max(Math.min(range.start ?? end - (range.last ?? 3_600), end - 60), end - 31 * 86_400);
	const wanted = (end - start) / Math.min(range.width / 2, 600);
	const step = steps.find((candidate) => candidate >= wanted) ?? Math.ceil(wanted / 3_600) * 3_600;
	return { start: Math.floor(start / step) * step, end: Math.floor(end / step) * step, step };
}
