import { createHash, timingSafeEqual } from "node:crypto";
import { readCapped } from "#server/pipelines/webhooks/read-capped.ts";
import { config } from "#server/platform/config/load.ts";
import { Problem } from "#server/platform/errors.ts";
import { isDatabaseAway } from "#server/platform/is-database-away.ts";
import { log } from "#server/platform/log.ts";
import { receiveAlerts } from "./receive-alerts.ts";

const maxBytes = 5_000_000;

/**
 * POST of Alertmanager: 202 once the alerts are stored. 503 when no secret is configured, 401 for another one (then nothing is
 * read), 413 above 5 MB, 422 for what is no webhook of version 4. Alertmanager sends again what was answered with 5xx.
 */
export async function answerAlertmanager(request: Request): Promise<Response> {
	try {
		checkSecret(request.headers.get("authorization"), config().ALERTMANAGER_WEBHOOK_SECRET);
		const body = await readCapped(request, maxBytes);
		if (body === null)
			throw new Problem({
				status: 413,
				code: "too-large",
				detail: "The body is larger than 5 MB, so it was not read.",
			});
		return Response.json(await receiveAlerts(body), { status: 202 });
	} catch (error) {
		return problem(error);
	}
}

function checkSecret(given: string | null, secret: string | undefined): void {
	if (!secret)
		throw new Problem({
			status: 503,
			code: "webhook-not-configured",
			detail:
				"Lazo takes no alerts yet: set ALERTMANAGER_WEBHOOK_SECRET and let Alertmanager send it as a bearer token.",
		});
	// Digests have one length, so the comparison takes as long for every guess.
	const digest = (text: string) => createHash("sha256").update(text).digest();
	if (timingSafeEqual(digest(given ?? ""), digest(`Bearer ${secret}`))) return;
	throw new Problem({
		status: 401,
		code: "bad-webhook-secret",
		detail: "The bearer token is not the one in ALERTMANAGER_WEBHOOK_SECRET, so nothing was read or stored.",
	});
}

function problem(error: unknown): Response {
	const known = error instanceof Problem ? error : null;
	const status = known?.status ?? (isDatabaseAway(error) ? 503 : 500);
	if (!known)
		log.error({ error: error instanceof Error ? error.stack : String(error) }, "a webhook of Alertmanager failed");
	const code = known?.code ?? (status === 503 ? "database-away" : "internal");
	const detail = known?.message ?? "Lazo could not store the alerts. Send them again in a few seconds.";
	const headers = { "content-type": "application/problem+json", "cache-control": "no-store" };
	return new Response(JSON.stringify({ type: `urn:lazo:problem:${code}`, title: code, status, code, detail }), {
		status,
		headers,
	});
}
