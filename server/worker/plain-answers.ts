import { timingSafeEqual } from "node:crypto";
import { config } from "#server/platform/config/load.ts";
import { databaseAnswers } from "#server/platform/database-answers.ts";
import type { PlainRequest } from "#server/platform/rpc.ts";
import { telemetry } from "#server/platform/telemetry.ts";

type Plain = { status: number; type: string; body: string };
const text = (status: number, body: string): Plain => ({ status, type: "text/plain; charset=utf-8", body });

/** Health and metrics of the worker: /healthz (this process only), /readyz (database), /metrics. Null for other paths. */
export async function answerPlain(
	{ path, authorization }: PlainRequest,
	stopping: () => boolean,
): Promise<Plain | null> {
	const { pathname } = new URL(path, "http://worker");
	if (pathname === "/healthz") return text(200, "ok");
	if (pathname === "/readyz") {
		if (stopping()) return text(503, "stopping");
		return (await databaseAnswers()) ? text(200, "ok") : text(503, "database away");
	}
	if (pathname === "/metrics") {
		const token = config().METRICS_TOKEN;
		if (token && !sameText(authorization, `Bearer ${token}`))
			return text(401, "A bearer token is needed (METRICS_TOKEN).");
		return { status: 200, type: telemetry().registry.contentType, body: await telemetry().registry.metrics() };
	}
	return null;
}

function sameText(given: string, expected: string): boolean {
	const [a, b] = [Buffer.from(given), Buffer.from(expected)];
	return a.length === b.length && timingSafeEqual(a, b);
}
