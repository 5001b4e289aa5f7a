import type { PrometheusTarget } from "#server/connectors/prometheus/client.ts";
import { credentialOf } from "#server/platform/connections/credential.ts";
import { db } from "#server/platform/database.ts";

/** The Prometheus connections with their credentials; worker only. */
export async function prometheusConnections(): Promise<{ id: string; target: PrometheusTarget }[]> {
	const rows = await db().connection.findMany({
		where: { kind: "prometheus", removedAt: null },
		orderBy: { createdAt: "asc" },
	});
	return rows.map((row) => ({
		id: row.id,
		target: {
			url: row.url,
			token: credentialOf(row),
		},
	}));
}
