import { authorize } from "#server/access/authorize.ts";
import { decide } from "#server/access/decide.ts";
import { findRunningFreeze } from "#server/deployments/freezes/find-running-freeze.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { type ColumnFacts, composeRows } from "./internal/compose-rows.ts";
import { listReferring, type Referring } from "./internal/list-referring.ts";
import { listSharing } from "./internal/list-sharing.ts";
import { readObjects } from "./internal/read-objects.ts";
import type { Configuration, ConfigurationColumn } from "./schema.ts";

const mostRows = 500;

/**
 * The keys of ConfigMaps and Secrets that a service's workloads refer to, side by side for every environment. Read through the
 * worker, which remembers for ten seconds. Throws Problem 403, 404, 503 when the worker is away; a cluster that is away stands in the cells.
 */
export async function getConfiguration(actor: Actor, service: string): Promise<Configuration> {
	const entity = await db().entity.findFirst({
		where: { name: service, ref: { startsWith: "component:" } },
		orderBy: { ref: "asc" },
	});
	if (!entity) throw notFound("service", service);
	await authorize(actor, "configuration.read", {
		...{ teamId: entity.ownerTeamId, subject: { kind: "service", id: entity.id } },
	});
	const places = await placesOf(actor, entity, await listReferring(entity.id));
	const notBefore = await lastChange(entity.id);
	const facts = await Promise.all(
		places.map(async ({ column, referring }): Promise<ColumnFacts> => {
			const references = referring.flatMap((one) => one.references);
			const objects = references.map(({ kind, name }) => ({ kind, object: name }));
			const where = { connectionId: column.connectionId, namespace: column.namespace, serviceId: entity.id };
			const [readings, sharing] = await Promise.all([
				readObjects({ ...where, objects, notBefore }),
				listSharing(where, objects),
			]);
			return { references, readings, sharing };
		}),
	);
	const rows = composeRows(facts);
	return {
		columns: places.map(({ column }) => column),
		rows: rows.slice(0, mostRows),
		more: Math.max(0, rows.length - mostRows),
	};
}

type Place = { column: ConfigurationColumn; referring: Referring[] };

/** One place per environment, cluster and namespace, in the order of promotion. */
async function placesOf(
	actor: Actor,
	{ ownerTeamId }: { ownerTeamId: string | null },
	referring: Referring[],
): Promise<Place[]> {
	const environments = await db().environment.findMany({ orderBy: [{ rank: "asc" }, { name: "asc" }] });
	const grouped = Map.groupBy(referring, ({ workload }) =>
		JSON.stringify([workload.environment, workload.connectionId, workload.namespace]),
	);
	const freezes = await Promise.all(environments.map(({ id }) => findRunningFreeze(db(), id, new Date())));
	return environments.flatMap((environment, index) =>
		[...grouped.values()].flatMap((group) => {
			const [first] = group;
			if (first?.workload.environment !== environment.name) return [];
			const { name, title, production } = environment;
			const { connectionId, namespace } = first.workload;
			const freeze = freezes[index] ?? null;
			const scope = { teamId: ownerTeamId, environment };
			const column = {
				...{ environment: name, title, production, connectionId, cluster: first.cluster, namespace },
				workloads: group.map(({ workload: { kind, name, desired } }) => ({ kind, name, desired })),
				mayChange: decide(actor, "configuration.change", scope).allowed,
				freeze: freeze && { name: freeze.name, until: freeze.until.toISOString() },
			};
			return [{ column, referring: group }];
		}),
	);
}

/** When the configuration of a service was last changed from here: what was read before that is old. */
async function lastChange(serviceId: string): Promise<Date> {
	const { _max } = await db().workloadChange.aggregate({
		where: { serviceId, action: "configure" },
		_max: { doneAt: true },
	});
	return _max.doneAt ?? new Date(0);
}
