import {
	type ConfigurationReference,
	configurationReferences,
} from "#server/connectors/kubernetes/configuration-references.ts";
import { db } from "#server/platform/database.ts";
import type { Workload } from "../../../../prisma/generated/client.ts";

/** A workload of a service with what its newest template refers to. */
export type Referring = { workload: Workload; cluster: string; references: ConfigurationReference[] };

const mostWorkloads = 50;

/** The workloads of a service that run in an environment, and the configuration they refer to. */
export async function listReferring(serviceId: string, environment?: string): Promise<Referring[]> {
	const rows = await db().workload.findMany({
		where: { serviceId, deletedAt: null, environment: environment ?? { not: null } },
		include: { connection: { select: { name: true } } },
		orderBy: [{ name: "asc" }, { kind: "asc" }, { id: "asc" }],
		take: mostWorkloads,
	});
	return Promise.all(
		rows.map(async ({ connection, ...workload }) => {
			const { connectionId, namespace, kind, name } = workload;
			const newest = await db().revisionTemplate.findFirst({
				where: { target: { connectionId, namespace, kind, name } },
				orderBy: { lastSeenAt: "desc" },
				select: { template: true },
			});
			return { workload, cluster: connection.name, references: configurationReferences(newest?.template) };
		}),
	);
}
