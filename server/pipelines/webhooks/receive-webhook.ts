import { Webhooks } from "@octokit/webhooks";
import { config } from "#server/platform/config/load.ts";
import { enqueue } from "#server/platform/jobs.ts";
import { telemetry } from "#server/platform/telemetry.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { deliveryQueue } from "../queues.ts";
import { readCapped } from "./read-capped.ts";

/** GitHub sends at most 25 MB; what matters here is far smaller, and the reconcile reads what was refused. */
const maxBytes = 5 * 1024 * 1024;
const known = new Set(["push", "workflow_run", "workflow_job", "pull_request", "repository", "create", "delete"]);

type Answer = { status: 202 | 204 | 400 | 401 | 413 | 503; code: string };

/**
 * Takes a delivery of GitHub: 413 before reading more than 5 MB, 401 unless the signature over the raw body holds, then stored
 * once per delivery id with the job that takes it in. Nothing is parsed or stored before the signature was checked.
 */
export async function receiveWebhook(request: Request): Promise<Answer> {
	const answer = await receive(request);
	telemetry().webhooks.inc({ source: "github", outcome: answer.code });
	return answer;
}

async function receive(request: Request): Promise<Answer> {
	const secret = config().GITHUB_WEBHOOK_SECRET;
	if (!secret) return { status: 503, code: "webhook.no-secret" };
	const body = await readCapped(request, maxBytes);
	if (body === null) return { status: 413, code: "webhook.too-large" };
	const signature = request.headers.get("x-hub-signature-256") ?? "";
	if (!(await isSigned(secret, body, signature))) return { status: 401, code: "webhook.bad-signature" };
	const event = request.headers.get("x-github-event") ?? "";
	const deliveryId = request.headers.get("x-github-delivery") ?? "";
	if (!/^[\w-]{1,64}$/.test(event) || !/^[\w-]{1,64}$/.test(deliveryId))
		return { status: 400, code: "webhook.no-delivery-id" };
	if (!known.has(event)) return { status: 204, code: "webhook.not-needed" };
	const payload = parseObject(body);
	if (!payload) return { status: 400, code: "webhook.not-json" };
	return { status: 202, code: (await store({ event, deliveryId, payload })) ? "webhook.accepted" : "webhook.repeated" };
}

async function isSigned(secret: string, body: string, signature: string): Promise<boolean> {
	if (!/^sha256=[0-9a-f]{64}$/.test(signature)) return false;
	return new Webhooks({ secret }).verify(body, signature);
}

function parseObject(body: string): Prisma.InputJsonObject | null {
	try {
		const value: unknown = JSON.parse(body);
		return typeof value === "object" && value !== null && !Array.isArray(value)
			? (value as Prisma.InputJsonObject)
			: null;
	} catch {
		return null;
	}
}

type Delivery = { event: string; deliveryId: string; payload: Prisma.InputJsonObject };

/** False when the delivery was stored before: also when both arrive at once. */
function store({ event, deliveryId, payload }: Delivery): Promise<boolean> {
	return transaction(async (tx) => {
		const [row] = await tx.webhookDelivery.createManyAndReturn({
			data: [{ source: "github", deliveryId, event, payload }],
			skipDuplicates: true,
			select: { id: true },
		});
		if (row) await enqueue(tx, deliveryQueue, { data: { deliveryRowId: row.id } });
		return row !== undefined;
	});
}
