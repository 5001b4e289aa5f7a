import { receiveWebhook } from "#server/pipelines/webhooks/receive-webhook.ts";
import { githubDeliveries, withLimits } from "#server/web/with-limits.ts";

export const POST = withLimits(githubDeliveries, async (request) => {
	const { status, code } = await receiveWebhook(request);
	return status === 204 ? new Response(null, { status }) : Response.json({ code }, { status });
});
