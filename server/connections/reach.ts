import { z } from "zod";
import { readStatus } from "#server/connectors/alertmanager/client.ts";
import { GitHubClient } from "#server/connectors/github/github-client.ts";
import { readGitHubCredential } from "#server/connectors/github/github-credential.ts";
import { bearerCluster } from "#server/connectors/kubernetes/bearer-cluster.ts";
import { type Cluster, openCluster } from "#server/connectors/kubernetes/cluster.ts";
import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import { readVersion } from "#server/connectors/prometheus/client.ts";
import { askRegistry } from "#server/connectors/registry/ask-registry.ts";
import type { ConnectionKind } from "#server/platform/connections/configured.ts";
import { credentialOf } from "#server/platform/connections/credential.ts";
import { OutboundError } from "#server/platform/outbound.ts";
import type { Connection } from "../../prisma/generated/client.ts";

/** How each kind of system is asked for the least that proves address and credential. Answers its version, where it tells one. */
export const reach: Record<ConnectionKind, (connection: Connection) => Promise<string | null>> = {
	prometheus: (connection) => readVersion({ url: connection.url, token: credentialOf(connection) }),
	alertmanager: (connection) => readStatus({ url: connection.url, token: credentialOf(connection) }),
	github: reachGitHub,
	registry: reachRegistry,
	kubernetes: reachKubernetes,
};

async function reachGitHub(connection: Connection): Promise<null> {
	const { id, url, name } = connection;
	const credential = readGitHubCredential(credentialOf(connection) ?? "");
	const client = new GitHubClient({ connectionId: id, url, credential, organisation: name });
	await client.call("GET /orgs/{org}/repos", { org: name, per_page: 1 });
	return null;
}

async function reachRegistry(connection: Connection): Promise<string | null> {
	const { id, url } = connection;
	const answer = await askRegistry({ connectionId: id, url, token: credentialOf(connection) }, { path: "" });
	if (answer.status === 401 || answer.status === 403)
		throw new OutboundError("refused", `The registry refused the credential (${answer.status}).`);
	if (answer.status !== 200)
		throw new OutboundError("not-a-registry", `The answer (${answer.status}) is not one that an OCI registry gives.`);
	return null;
}

const versionSchema = z.object({ gitVersion: z.string() });

async function reachKubernetes(connection: Connection): Promise<string> {
	const { id, name, url, source, settings } = connection;
	if (source === "configuration") return readClusterVersion(clusterOf(id));
	const { ca } = z.object({ ca: z.string().nullable().default(null) }).parse(settings);
	const cluster = await openCluster(id, bearerCluster({ name, url, ca, token: credentialOf(connection) ?? "" }));
	try {
		return await readClusterVersion(cluster);
	} finally {
		await cluster.close();
	}
}

async function readClusterVersion(cluster: Cluster): Promise<string> {
	return versionSchema.parse(await cluster.call({ verb: "get", resource: "version", path: "/version" })).gitVersion;
}
