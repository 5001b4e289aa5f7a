import { timingSafeEqual } from "node:crypto";
import { config } from "#server/platform/config/load.ts";
import { databaseAnswers } from "#server/platform/database-answers.ts";
import { telemetry } from "#server/platform/telemetry.ts";
import { webState } from "./web-state.ts";

const text = (status: number, body: string) =>
	new Response(`${body}\n`, {
		status,
		headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
	});

/** Whether this process lives; it asks nobody else. */
export const healthResponse = (): Response => text(200, "ok");

/** Whether this process can serve: not stopping, database answers, live feed runs. 503 otherwise, with the reason. */
export async function readyResponse(): Promise<Response> {
	if (webState().stopping) return text(503, "stopping");
	if (!(await databaseAnswers())) return text(503, "database away");
	return webState().feedRunning ? text(200, "ok") : text(503, "starting");
}

/** Lazo's own metrics for Prometheus; needs METRICS_TOKEN as a bearer when one is set, else a loopback caller. */
export async function metricsResponse(request: Request): Promise<Response> {
	const token = config().METRICS_TOKEN;
	const allowed = token
		? sameText(request.headers.get("authorization") ?? "", `Bearer ${token}`)
		: isLoopback(request.headers.get("x-forwarded-for"));
	if (!allowed) return text(401, "A bearer token is needed (METRICS_TOKEN).");
	const { registry } = telemetry();
	return new Response(await registry.metrics(), {
		headers: { "content-type": registry.contentType, "cache-control": "no-store" },
	});
}

function sameText(given: string, expected: string): boolean {
	const [a, b] = [Buffer.from(given), Buffer.from(expected)];
	return a.length === b.length && timingSafeEqual(a, b);
}

/** The framework writes the caller's address into x-forwarded-for; a proxy in front would show its client's. */
const isLoopback = (forwarded: string | null): boolean =>
	forwarded === null || forwarded.split(",").every((address) => /^(::ffff:)?127\.|^::1$/.test(address.trim()));
