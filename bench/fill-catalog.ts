import type { Client } from "pg";

/** The services of a cluster's workloads, as a catalog would hold them. */
export async function fillCatalog(database: Client, services: number): Promise<void> {
	await database.query(
		`insert into "Entity" (id, ref, kind, name, type, title, document, "observedAt")
		select gen_random_uuid(), 'component:default/bench-service-' || n, 'component', 'bench-service-' || n, 'service',
			'Bench service ' || n, '{}', now() from generate_series(0, $1::int - 1) n`,
		[services],
	);
}
