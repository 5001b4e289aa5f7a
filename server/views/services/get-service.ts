import { authorize } from "#server/access/authorize.ts";
import { decide } from "#server/access/decide.ts";
import { findOnCall } from "#server/access/on-call/find-on-call.ts";
import { imageOf } from "#server/artifacts/find-service-of-image.ts";
import { findRepositoryOf } from "#server/pipelines/ingest/find-repository-of.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { problemAnswer } from "./list-catalog-problems.ts";
import { rowAnswer } from "./list-services.ts";
import { loadDependencies } from "./load-dependencies.ts";
import { type ImageRow, loadImages, loadPlaces, type PlaceRow, placeAnswer } from "./load-places.ts";
import { loadServiceRails } from "./load-rails.ts";
import { readLinks } from "./read-links.ts";
import type { RunningPlace, ServicePage } from "./schema.ts";

type Entity = Prisma.EntityGetPayload<{ include: { owner: true } }>;

/** Everything the page of a service says at first sight. Throws Problem 404. */
export async function getService(actor: Actor, name: string): Promise<ServicePage> {
	await authorize(actor, "catalog.read", { subject: { kind: "service", id: name } });
	const entity = await findComponent(name);
	if (!entity) throw notFound("service", name);
	const [repository, onCall, environments, alerts, related, problems, rails] = await Promise.all([
		findRepositoryOf(db(), entity),
		entity.ownerTeamId ? findOnCall(db(), entity.ownerTeamId, new Date()) : null,
		loadEnvironments(entity, actor),
		loadAlerts(entity.id),
		loadDependencies(db(), entity),
		loadProblems(entity),
		loadServiceRails(db(), [entity.id]),
	]);
	return {
		...rowAnswer(entity),
		rail: rails.get(entity.id) ?? null,
		ref: entity.ref,
		tags: entity.tags,
		links: readLinks(entity.links),
		repository: repository && {
			slug: repository.slug,
			url: repository.url,
			defaultBranch: repository.defaultBranch,
			gone: repository.goneAt !== null,
			observedAt: repository.observedAt.toISOString(),
		},
		source: entity.sourcePath === null ? null : { path: entity.sourcePath, url: entity.sourceUrl },
		image: imageOf(entity.annotations),
		onCall,
		environments,
		alerts,
		...related,
		problems,
		observedAt: entity.observedAt.toISOString(),
	};
}

/** A component by name; the default namespace comes first where several have it. */
export async function findComponent(name: string): Promise<Entity | null> {
	const found = await db().entity.findMany({
		where: { kind: "component", name: name.toLowerCase() },
		include: { owner: true },
		take: 10,
	});
	return found.find(({ namespace }) => namespace === "default") ?? found[0] ?? null;
}

async function loadEnvironments(entity: Entity, actor: Actor): Promise<RunningPlace[]> {
	const rows = (await loadPlaces(db(), [entity.id])).get(entity.id) ?? [];
	const images = await loadImages(
		db(),
		rows.map((row) => row.runningDigest),
	);
	const newest = await db().artifact.findFirst({
		where: { serviceId: entity.id },
		orderBy: { createdAt: "desc" },
		select: { digest: true },
	});
	const budgets = await db().errorBudget.findMany({ where: { serviceId: entity.id } });
	return rows.map((row) => {
		const image = images.get(row.runningDigest ?? "");
		const budget = budgets.find(({ environmentId }) => environmentId === row.environmentId);
		const where = { teamId: entity.ownerTeamId, environment: row.environment };
		const mayDeploy = decide(actor, "deployment.request", where).allowed;
		return { ...runningPlace({ row, image, budget, newest: newest?.digest ?? null }, entity), mayDeploy };
	});
}

type Budget = Prisma.ErrorBudgetGetPayload<object>;
type Running = { row: PlaceRow; image: ImageRow | undefined; budget: Budget | undefined; newest: string | null };

function runningPlace({ row, image, budget, newest }: Running, entity: Entity): Omit<RunningPlace, "mayDeploy"> {
	const commit = image?.commit;
	const wish = annotation(entity.annotations, "lazo.dev/auto-rollback");
	return {
		...placeAnswer(row, image),
		commit: commit
			? {
					sha: commit.sha,
					title: commit.message.split("\n")[0] ?? "",
					author: commit.authorLogin ?? commit.authorName,
					at: commit.authoredAt.toISOString(),
				}
			: null,
		autoRollback: row.autoRollback ?? row.environment.autoRollback ?? wish ?? "off",
		behind: newest !== null && image !== undefined && image.digest !== newest,
		budget: budget
			? {
					left: budget.remaining,
					objective: budget.objective,
					days: budget.windowDays,
					computedAt: budget.computedAt.toISOString(),
				}
			: null,
	};
}

function annotation(annotations: unknown, name: string): string | null {
	const value = typeof annotations === "object" && annotations !== null ? Reflect.get(annotations, name) : null;
	return typeof value === "string" ? value : null;
}

async function loadAlerts(serviceId: string): Promise<ServicePage["alerts"]> {
	const rows = await db().alert.findMany({
		where: { serviceId, endsAt: null },
		include: { environment: { select: { name: true } } },
		orderBy: { startsAt: "desc" },
		take: 50,
	});
	return rows.map((alert) => ({
		id: alert.id,
		name: alert.name,
		severity: alert.severity,
		environment: alert.environment?.name ?? null,
		summary: annotation(alert.annotations, "summary"),
		startsAt: alert.startsAt.toISOString(),
		incidentId: alert.incidentId,
	}));
}

async function loadProblems({ repositoryId }: Entity): Promise<ServicePage["problems"]> {
	if (!repositoryId) return [];
	const rows = await db().catalogProblem.findMany({
		where: { repositoryId },
		include: { repository: true },
		orderBy: { line: "asc" },
		take: 50,
	});
	return rows.map(problemAnswer);
}
