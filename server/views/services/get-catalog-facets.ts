import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { CatalogFacets } from "./schema.ts";

const where = { kind: "component" } as const;
type Count = { value: string | null; label: string | null; count: number };

/** The values that services can be filtered by, each with how many services have it. */
export async function getCatalogFacets(actor: Actor): Promise<CatalogFacets> {
	await authorize(actor, "catalog.read", { subject: { kind: "services", id: "facets" } });
	const _count = { _all: true } as const;
	const [owners, tiers, lifecycles, systems, teams, problems] = await Promise.all([
		db().entity.groupBy({ by: ["ownerTeamId"], where, _count }),
		db().entity.groupBy({ by: ["tier"], where, _count }),
		db().entity.groupBy({ by: ["lifecycle"], where, _count }),
		db().entity.groupBy({ by: ["systemName"], where, _count }),
		db().team.findMany({ select: { id: true, name: true, title: true } }),
		db().catalogProblem.count(),
	]);
	const teamOf = new Map(teams.map((team) => [team.id, team]));
	return {
		owner: sorted(
			owners.map(({ ownerTeamId, _count }) => {
				const team = teamOf.get(ownerTeamId ?? "");
				return { value: team?.name ?? null, label: team?.title ?? null, count: _count._all };
			}),
		),
		tier: sorted(tiers.map(({ tier, _count }) => ({ ...same(tier), count: _count._all }))),
		lifecycle: sorted(lifecycles.map(({ lifecycle, _count }) => ({ ...same(lifecycle), count: _count._all }))),
		system: sorted(systems.map(({ systemName, _count }) => ({ ...same(systemName), count: _count._all }))),
		problems,
	};
}

function same(value: string | number | null) {
	const text = value === null ? null : String(value);
	return { value: text, label: text };
}

const sorted = (counts: Count[]) =>
	counts
		.map(({ value, label, count }) => ({ value: value ?? "none", label: label ?? "", count }))
		.sort((a, b) => Number(a.value === "none") - Number(b.value === "none") || a.label.localeCompare(b.label));
