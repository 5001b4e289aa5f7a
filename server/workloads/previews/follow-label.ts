import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { Problem } from "#server/platform/errors.ts";
import { log } from "#server/platform/log.ts";
import type { Entity } from "../../../prisma/generated/client.ts";
import { beginEnd } from "./end-preview.ts";
import { previewInclude } from "./preview-row.ts";
import { writePreview } from "./request-preview.ts";

/** The label on a pull request that asks for a preview. */
const label = "preview";
const byLabel = automation("preview-label");

/**
 * Makes previews because a pull request was given the label, of each of its repository's services that has a rule; ends those that
 * came by the label when it is taken off. Safe to repeat.
 */
export async function followLabel(pullRequestId: string): Promise<void> {
	const pull = await db().pullRequest.findUnique({ where: { id: pullRequestId }, include: { repository: true } });
	if (!pull) return;
	if (!pull.labels.includes(label)) return endOnesByLabel(pull.id);
	if (pull.state !== "open") return;
	for (const service of await servicesOf(pull.repository)) {
		const had = await db().preview.count({ where: { serviceId: service.id, pullRequestId, status: { not: "ended" } } });
		if (had > 0) continue;
		await writePreview(byLabel, { service, pull, source: "label" }).catch((error: unknown) => {
			if (!(error instanceof Problem)) throw error;
			log.info({ service: service.name, pull: pull.number, code: error.code }, "a label brought no preview");
		});
	}
}

/** Makes a preview again whose label was taken off and given back before all of it was gone. Safe to repeat. */
export async function followLabelGivenBack(previewId: string): Promise<void> {
	const ended = await db().preview.findUnique({ where: { id: previewId } });
	if (ended?.endReason !== "label" || ended.status !== "ended") return;
	const { serviceId, pullRequestId } = ended;
	const newest = await db().preview.findFirst({
		where: { serviceId, pullRequestId },
		orderBy: [{ requestedAt: "desc" }, { id: "desc" }],
	});
	if (newest?.id === previewId) await followLabel(pullRequestId);
}

async function endOnesByLabel(pullRequestId: string): Promise<void> {
	const open = await db().preview.findMany({
		where: { pullRequestId, source: "label", status: { notIn: ["ending", "ended"] } },
		include: previewInclude,
	});
	for (const preview of open) await beginEnd(byLabel, preview, "label");
}

/** The services with a rule whose code is in a repository. */
const servicesOf = ({ id, slug }: { id: string; slug: string }): Promise<Entity[]> =>
	db().entity.findMany({
		where: {
			...{ kind: "component", previewRule: { isNot: null } },
			OR: [{ annotations: { path: ["github.com/project-slug"], equals: slug } }, { repositoryId: id }],
		},
		orderBy: { name: "asc" },
		take: 20,
	});
