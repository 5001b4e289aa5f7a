import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import { findRepositoryOf } from "#server/pipelines/ingest/find-repository-of.ts";
import { type Actor, actorRef } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { conflict, invalid, notFound } from "#server/platform/errors.ts";
import { enqueue } from "#server/platform/jobs.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Entity, PullRequest } from "../../../prisma/generated/client.ts";
import { previewNames } from "./preview-names.ts";
import { previewQueue } from "./queue.ts";
import { previewSettingsSchema, type RequestPreview, requestPreviewSchema } from "./schema.ts";
import { tellPreview } from "./tell-preview.ts";

const hourMs = 3_600_000;

/**
 * Asks for a preview of a pull request; the worker makes it. Throws Problem 403, 404, 422 `preview-off` where the service has no
 * rule or `pull-not-open`, 409 `preview-there`.
 */
export async function requestPreview(actor: Actor, input: RequestPreview): Promise<{ id: string }> {
	const { service: name, number, hours } = requestPreviewSchema.parse(input);
	const service = await db().entity.findFirst({ where: { kind: "component", name }, orderBy: { ref: "asc" } });
	if (!service) throw notFound("service", name);
	await authorize(actor, "preview.manage", {
		teamId: service.ownerTeamId,
		subject: { kind: "service", id: service.id },
	});
	const repository = await findRepositoryOf(db(), service);
	const pull = repository && (await findPull(repository.id, number));
	if (!pull) throw notFound("pull request", `${repository?.slug ?? name}#${number}`);
	if (pull.state !== "open")
		throw invalid("pull-not-open", `Pull request #${number} is ${pull.state}; only open ones get a preview.`, {
			number,
		});
	return writePreview(actor, { service, pull, source: "person", hours });
}

const findPull = (repositoryId: string, number: number) =>
	db().pullRequest.findUnique({ where: { repositoryId_number: { repositoryId, number } } });

type Wanted = { service: Entity; pull: PullRequest; source: "person" | "label"; hours?: number | undefined };

/** Writes a preview with its audit line, event and job. Throws Problem 422 `preview-off`, 409 `preview-there`. */
export async function writePreview(actor: Actor, { service, pull, source, hours }: Wanted): Promise<{ id: string }> {
	const rule = await db().previewRule.findUnique({ where: { serviceId: service.id } });
	if (!rule)
		throw invalid(
			"preview-off",
			`Nothing says how previews of ${service.name} are made. Its rules can switch them on.`,
			{
				service: service.name,
			},
		);
	const settings = previewSettingsSchema.parse(rule.settings);
	const names = previewNames({ service: service.name, number: pull.number }, settings);
	const endsAt = new Date(Date.now() + (hours ?? settings.hours) * hourMs);
	return transaction(async (tx) => {
		// One after the other: two people may press the button at once.
		await tx.$queryRaw`select id from "PullRequest" where id = ${pull.id}::uuid for update`;
		const about = { serviceId: service.id, pullRequestId: pull.id };
		const open = await tx.preview.findFirst({ where: { ...about, status: { not: "ended" } } });
		if (open)
			throw conflict("preview-there", `Pull request #${pull.number} has a preview already.`, { number: pull.number });
		const preview = await tx.preview.create({
			data: {
				...{ ...about, ...names, environment: rule.environment, settings, actor: actorRef(actor), source, endsAt },
			},
		});
		await audit(tx, {
			...{ actor, action: "preview.manage", subject: { kind: "preview", id: preview.id } },
			...{ teamId: service.ownerTeamId, environment: rule.environment },
			after: { what: "request", pull: pull.number, namespace: names.namespace, endsAt: endsAt.toISOString() },
		});
		await tellPreview(tx, { ...preview, service, pullRequest: pull }, { what: "requested", actor });
		await enqueue(tx, previewQueue, { data: { previewId: preview.id } });
		return { id: preview.id };
	});
}
