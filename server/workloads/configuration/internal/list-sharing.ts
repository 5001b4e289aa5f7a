import { configurationReferences } from "#server/connectors/kubernetes/configuration-references.ts";
import { db } from "#server/platform/database.ts";
import type { ChangedKey } from "../schema.ts";
import { objectKey } from "./object-key.ts";

type Where = { connectionId: string; namespace: string; serviceId: string };
type Row = { name: string; template: unknown };

const mostTemplates = 200;

/** Other services of a namespace whose newest template refers to one of these objects, by `objectKey`; each once, in order. */
export async function listSharing(
	{ connectionId, namespace, serviceId }: Where,
	objects: readonly Pick<ChangedKey, "kind" | "object">[],
): Promise<Map<string, string[]>> {
	if (objects.length === 0) return new Map();
	const quoted = [...new Set(objects.map(({ object }) => JSON.stringify(object)))];
	// The text of a template is a quick sieve; what it lets through is read properly below.
	const rows = await db().$queryRaw<Row[]>`
		select e.name, r.template from "DeploymentTarget" t
		join "ServiceEnvironment" p on p.id = t."serviceEnvironmentId" and p."serviceId" <> ${serviceId}::uuid
		join "Entity" e on e.id = p."serviceId"
		join "Workload" w on w."connectionId" = t."connectionId" and w.namespace = t.namespace and w.kind = t.kind
			and w.name = t.name and w."deletedAt" is null
		join lateral (select template from "RevisionTemplate" where "targetId" = t.id order by "lastSeenAt" desc limit 1) r on true
		where t."connectionId" = ${connectionId}::uuid and t.namespace = ${namespace}
			and exists (select 1 from unnest(${quoted}::text[]) name where position(name in r.template::text) > 0)
		order by e.name limit ${mostTemplates}`;
	const wanted = new Set(objects.map(objectKey));
	const found = rows.flatMap(({ name, template }) =>
		configurationReferences(template).map((one) => ({ key: objectKey({ kind: one.kind, object: one.name }), name })),
	);
	const grouped = Map.groupBy(
		found.filter(({ key }) => wanted.has(key)),
		({ key }) => key,
	);
	return new Map([...grouped].map(([key, group]) => [key, [...new Set(group.map(({ name }) => name))]]));
}
