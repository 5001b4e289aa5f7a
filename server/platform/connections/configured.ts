import { config } from "../config/load.ts";
import { db } from "../database.ts";

/** Kinds of outside systems. */
export const connectionKinds = ["kubernetes", "github", "prometheus", "alertmanager", "registry"] as const;
export type ConnectionKind = (typeof connectionKinds)[number];

type Named = { kind: ConnectionKind; name: string; url: string };

/** What the settings of this process name, clusters apart (those stand in the kubeconfig). */
export function configuredConnections(): Named[] {
	const { GITHUB_TOKEN, GITHUB_APP_ID, GITHUB_ORG, GITHUB_API_URL, PROMETHEUS_URL, ALERTMANAGER_URL, REGISTRY_URL } =
		config();
	const found: Named[] = [];
	if ((GITHUB_TOKEN || GITHUB_APP_ID) && GITHUB_ORG)
		found.push({ kind: "github", name: GITHUB_ORG, url: GITHUB_API_URL });
	if (PROMETHEUS_URL) found.push({ kind: "prometheus", name: "prometheus", url: PROMETHEUS_URL });
	if (ALERTMANAGER_URL) found.push({ kind: "alertmanager", name: "alertmanager", url: ALERTMANAGER_URL });
	if (REGISTRY_URL) found.push({ kind: "registry", name: new URL(REGISTRY_URL).host, url: REGISTRY_URL });
	return found;
}

/** Writes what the configuration names, and takes away what it no longer names. Connections made in the settings stay. */
export async function saveConfiguredConnections(connections: Named[]): Promise<void> {
	for (const { kind, name, url } of connections) {
		await db().connection.upsert({
			where: { kind_name: { kind, name } },
			create: { kind, name, url, source: "configuration" },
			update: { url, source: "configuration", removedAt: null },
		});
	}
	const kept = connections.map(({ kind, name }) => ({ kind, name }));
	await db().connection.updateMany({
		where: { source: "configuration", removedAt: null, ...(kept.length > 0 && { NOT: { OR: kept } }) },
		data: { removedAt: new Date() },
	});
}
