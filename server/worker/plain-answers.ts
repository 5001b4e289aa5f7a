import { config } from "#server/platform/config/load.ts";
import { db } from "#server/platform/database.ts";
import { telemetry } from "#server/platform/telemetry.ts";

type Plain = { status: number; type: string; body: string };
const text = (status: number, body: string): Plain => ({ status, type: "text/plain; charset=utf-8", body });

/** Health and metrics of the worker: /healthz (this process only), /readyz (database), /metrics. Null for other paths. */
export async function answerPlain(path: string, stopping: () => boolean): Promise<Plain | null> {
	const { pathname, searchParams } = new URL(path, "http://worker");
	if (pathname === "/healthz") return text(200, "ok");
	if (pathname === "/readyz") {
		if (stopping()) return text(503, "stopping");
		const reachable = await db().$queryRaw`select 1`.then(
			() => true,
			() => false,
		);
		return reachable ? text(200, "ok") : text(503, "database away");
	}
	if (pathname === "/metrics") {
		const token = config().METRICS_TOKEN;
		if (token && searchParams.get("token") !== token) return text(401, "token needed");
		return { status: 200, type: telemetry().registry.contentType, body: await telemetry().registry.metrics() };
	}
	return null;
}
