import type { Actor } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { enqueue } from "#server/platform/jobs.ts";
import { previewCommentQueue } from "./queue.ts";

type Told = {
	id: string;
	pullRequestId: string;
	service: { id: string; ownerTeamId: string | null };
	pullRequest: { number: number };
};

/** Writes down what became of a preview, for the screens and for its pull request. `what`: requested, ready, failed… */
export async function tellPreview(
	tx: Transaction,
	preview: Told,
	{ what, actor, data }: { what: string; actor: Actor; data?: object },
): Promise<void> {
	const { id, pullRequestId, service, pullRequest } = preview;
	await recordEvent(tx, {
		...{ type: `preview.${what}`, actor, subject: { kind: "preview", id } },
		...{ serviceId: service.id, teamId: service.ownerTeamId, data: { number: pullRequest.number, ...data } },
	});
	await enqueue(tx, previewCommentQueue, { data: { pullRequestId }, singletonKey: pullRequestId });
}
