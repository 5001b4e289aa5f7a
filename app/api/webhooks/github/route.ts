import { receiveWebhook } from "#server/pipelines/webhooks/receive-webhook.ts";

export async function POST(request: Request): Promise<Response> {
	const { status, code } = await receiveWebhook(request);
	return status === 204 ? new Response(null, { status }) : Response.json({ code }, { status });
}
