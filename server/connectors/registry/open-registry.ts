import { credentialOf } from "#server/platform/connections/credential.ts";
import { db } from "#server/platform/database.ts";

/** A registry that an operator connected. */
export type Registry = { connectionId: string; url: string; token: string | null };

/** The connected registry that serves this host ("127.0.0.1:4300"), or null: others are not asked. */
export async function findRegistry(host: string): Promise<Registry | null> {
	const connections = await db().connection.findMany({ where: { kind: "registry", removedAt: null } });
	const connection = connections.find(({ url }) => apiHost(new URL(url).host) === apiHost(host));
	if (!connection) return null;
	const url = new URL(connection.url);
	url.host = apiHost(url.host);
	return { connectionId: connection.id, url: url.href, token: credentialOf(connection) };
}

/** Docker Hub's images are named by another host than its API has. */
const apiHost = (host: string) => (/^(index\.)?docker\.io$/.test(host) ? "registry-1.docker.io" : host);
