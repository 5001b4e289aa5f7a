import type { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import { findService as findServiceOfRepository } from "#server/pipelines/ingest/find-service.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { conflict, notFound } from "#server/platform/errors.ts";
import { callWorker } from "#server/platform/rpc.ts";
import { currentRevision } from "../internal/current-revision.ts";
import type { FoundPlace } from "../internal/find-place.ts";
import { type RulePlace, setRule } from "../set-rule.ts";
import { repositoryOf } from "./image-fits.ts";
import { type GitopsWay, waySchema } from "./schema.ts";
import { tryGitopsCall } from "./try-gitops.ts";
import { tryWorkflow } from "./try-workflow.ts";

/**
 * Chooses how versions get to a service in an environment, from the next deployment on. Throws Problem 403, 404, 409
 * `run.not-dispatchable` or `file-of-other-environment`, and 422 for inputs that the workflow would not take or a file that does
 * not name the image.
 */
export async function setWay(actor: Actor, where: RulePlace, given: z.input<typeof waySchema>): Promise<void> {
	const way = waySchema.parse(given);
	await setRule(actor, where, {
		...{ name: "way", value: way },
		check: async (place) => {
			if (way.kind === "workflow") await tryWorkflow(actor, way, place);
			if (way.kind === "gitops") await tryRepository(actor, way, place);
		},
	});
}

/** The repository must be one whose service the actor may build, and its file must name the image. */
async function tryRepository(actor: Actor, way: GitopsWay, place: FoundPlace): Promise<void> {
	const { repository: slug, branch, path, image: name } = way;
	const repository = await db().repository.findUnique({ where: { slug } });
	if (!repository) throw notFound("repository", slug);
	const owner = await findServiceOfRepository(db(), repository.id);
	const subject = { kind: "repository", id: repository.id };
	await authorize(actor, "run.dispatch", { teamId: owner?.ownerTeamId ?? null, subject });
	await refuseSharedFile(way, place);
	const { image } = await currentRevision(db(), place);
	const running = image ? repositoryOf(image) : "";
	await callWorker(tryGitopsCall, { repository: slug, branch, path, name, image: running });
}

/** A file that two environments follow would carry what staging may do past the gates of production. */
async function refuseSharedFile({ repository, branch, path }: GitopsWay, { environmentId }: FoundPlace) {
	const same = Object.entries({ kind: "gitops", repository, branch, path }).map(([key, equals]) => ({
		way: { path: [key], equals },
	}));
	const taken = await db().serviceEnvironment.findFirst({
		where: { environmentId: { not: environmentId }, AND: same },
		include: { service: { select: { name: true } }, environment: { select: { name: true } } },
	});
	if (!taken) return;
	const { service, environment } = taken;
	throw conflict(
		"file-of-other-environment",
		`${path} already says what ${service.name} runs in ${environment.name}. Keep a file for each environment: a deployment here would change that one too, past its gates.`,
		{ path, service: service.name, environment: environment.name },
	);
}
