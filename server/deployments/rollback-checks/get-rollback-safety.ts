import type { z } from "zod";
import { decide } from "#server/access/decide.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { Problem } from "#server/platform/errors.ts";
import { callWorker } from "#server/platform/rpc.ts";
import type { DeploymentTarget, RevisionTemplate } from "../../../prisma/generated/client.ts";
import { currentRevision, findArtifact } from "../internal/current-revision.ts";
import type { FoundPlace } from "../internal/find-place.ts";
import { findWayBack } from "../internal/find-way-back.ts";
import type { previewRollbackSchema } from "../schema.ts";
import { check } from "./check.ts";
import { configurationDrift } from "./configuration-drift.ts";
import { findUndone, mayReturn, type Undone } from "./find-undone.ts";
import { heldSchema, usedObjects } from "./held.ts";
import { inspectRollbackCall, nothingSeen } from "./inspect-rollback.ts";
import { lastRollbackCheck } from "./last-rollback-check.ts";
import type { RollbackCheck, RollbackSafety } from "./schema.ts";

/**
 * What a rollback to a revision would take away and what may go wrong with it, each as a line. What cannot be found out is a
 * line that says so; none stands in the way. Throws Problem 403, 404, 422.
 */
export async function getRollbackSafety(
	actor: Actor,
	input: z.input<typeof previewRollbackSchema>,
): Promise<RollbackSafety> {
	const { place, target, revision, mode } = await findWayBack(actor, input);
	const current = await currentRevision(db(), place);
	const [undone, outside, last, drift] = await Promise.all([
		findUndone(db(), { from: current.digest, to: revision.digest }),
		lookOutside(place, { from: current.digest, revision, target }),
		lastRollbackCheck(db(), place),
		driftCheck(revision, { templateId: current.templateId, container: target.container, mode }),
	]);
	const { migrations } = outside;
	const used = usedObjects(revision.template);
	// Names of keys are for those who may see the configuration.
	const scope = { teamId: place.service.ownerTeamId, environment: place.environment };
	const values = decide(actor, "configuration.read", scope).allowed ? outside.values.changed : [];
	return {
		checks: [
			fixesCheck(undone),
			...securityCheck(undone),
			itemsCheck(undone),
			migrationsCheck(migrations),
			imageCheck(outside),
			drift,
			...(used.length > 0 ? [valuesCheck(outside.values, values)] : []),
			last,
		],
		items: (undone?.items ?? []).map(({ key, title, type }) => ({ key, title, type })),
		fixes: undone?.fixes ?? [],
		advisories: undone?.advisories ?? [],
		migrations: migrations.paths,
		values,
	};
}

type Way = { from: string | null; revision: RevisionTemplate; target: DeploymentTarget };

/** Never fails because the worker, the registry or GitHub is away. */
async function lookOutside(place: FoundPlace, { from, revision, target }: Way) {
	const newer = from ? await findArtifact(db(), from) : null;
	const older = revision.digest ? await findArtifact(db(), revision.digest) : null;
	const { repositoryId } = place.service;
	const { connectionId, namespace } = target;
	const repository = repositoryId ? await db().repository.findUnique({ where: { id: repositoryId } }) : null;
	const known = repository && newer?.commitSha && older?.commitSha;
	const [named = ""] = revision.image.split("@");
	const asked = {
		image: revision.digest
			? { repository: older?.repository ?? named.replace(/:[\w.-]+$/, ""), digest: revision.digest }
			: null,
		commits: known ? { slug: repository.slug, base: older.commitSha ?? "", head: newer.commitSha ?? "" } : null,
		held: {
			...{ connectionId, namespace, serviceId: place.serviceId },
			...{ objects: usedObjects(revision.template), noted: heldSchema.nullable().catch(null).parse(revision.held) },
		},
	};
	return callWorker(inspectRollbackCall, asked).catch((error: unknown) => {
		if (error instanceof Problem) return nothingSeen("away");
		throw error;
	});
}

function fixesCheck(undone: Undone | null): RollbackCheck {
	const code = "keeps-fixes";
	if (!undone) return check(code, "unknown");
	const returning = undone.fixes.filter(mayReturn);
	const [first] = returning.length > 0 ? returning : undone.fixes;
	if (!first) return check(code, "pass");
	const params = { count: undone.fixes.length, number: first.number, open: returning.length === 0 };
	return { ...check(code, "warn", params), needsReason: returning.length > 0 };
}

/** Nothing is said where nothing is known, nor where no security work is lost: most rollbacks lose none. */
function securityCheck(undone: Undone | null): RollbackCheck[] {
	const items = undone?.items.filter(({ type }) => type === "security").length ?? 0;
	const advisories = undone?.advisories.length ?? 0;
	return items + advisories === 0 ? [] : [check("keeps-security", "warn", { count: items, of: advisories })];
}

function itemsCheck(undone: Undone | null): RollbackCheck {
	if (!undone) return check("keeps-items", "unknown");
	const { commits, items } = undone;
	return check("keeps-items", items.length > 0 ? "warn" : "pass", { count: items.length, of: commits });
}

function migrationsCheck({ state, paths }: ReturnType<typeof nothingSeen>["migrations"]): RollbackCheck {
	if (state !== "known") return check("no-migrations", "unknown", { why: state });
	return check("no-migrations", paths.length > 0 ? "warn" : "pass", { count: paths.length, path: paths[0] ?? "" });
}

function imageCheck({ image, missing }: ReturnType<typeof nothingSeen>): RollbackCheck {
	const code = "image-there";
	if (image === "there") return check(code, "pass");
	if (image === "gone") return check(code, "warn", { count: 0 });
	const [first] = missing;
	if (!first) return check(code, "unknown", { why: image });
	const { digest, kind, platform } = first;
	return check(code, "warn", {
		count: missing.length,
		kind,
		digest: digest.slice(0, 19),
		platform: platform ?? "none",
	});
}

type Values = ReturnType<typeof nothingSeen>["values"];

/** `named` are those that the reader may be told of. */
function valuesCheck({ state, changed }: Values, named: Values["changed"]): RollbackCheck {
	const code = "same-values";
	if (state !== "known") return check(code, "unknown", { why: state });
	const [first] = named;
	const params = { count: changed.length, name: first?.name ?? "none", key: first?.key ?? "none" };
	return check(code, changed.length > 0 ? "warn" : "pass", params);
}

type Now = { templateId: string | null; container: string; mode: "template" | "image" };

async function driftCheck(revision: RevisionTemplate, { templateId, container, mode }: Now): Promise<RollbackCheck> {
	const now = templateId ? await db().revisionTemplate.findUnique({ where: { id: templateId } }) : null;
	const paths = now && configurationDrift(now.template, revision.template, container);
	if (!paths) return check("same-configuration", "unknown");
	const params = { count: paths.length, path: paths[0] ?? "", mode };
	return check("same-configuration", paths.length > 0 ? "warn" : "pass", params);
}
