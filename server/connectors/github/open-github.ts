import { config } from "#server/platform/config/load.ts";
import { openCredential } from "#server/platform/connections/credential.ts";
import { db } from "#server/platform/database.ts";
import { unavailable } from "#server/platform/errors.ts";
import type { Connection } from "../../../prisma/generated/client.ts";
import { GitHubClient } from "./github-client.ts";

let opened: { key: string; client: GitHubClient } | undefined;

/** The client of the installation's organisation, or null when no GitHub is connected. Only the worker can open one. */
export async function findGitHub(): Promise<GitHubClient | null> {
	const connection = await db().connection.findFirst({
		where: { kind: "github", removedAt: null },
		orderBy: { createdAt: "asc" },
	});
	if (!connection) return null;
	const token = tokenOf(connection);
	if (!token) return null;
	const key = `${connection.id} ${connection.url} ${connection.name} ${token}`;
	if (opened?.key !== key) {
		const { id: connectionId, url, name: organisation } = connection;
		opened = { key, client: new GitHubClient({ connectionId, url, token, organisation }) };
	}
	return opened.client;
}

/** The same; throws Problem 503 `github.not-connected` when there is none. */
export async function openGitHub(): Promise<GitHubClient> {
	const client = await findGitHub();
	if (client) return client;
	throw unavailable(
		"github.not-connected",
		"No GitHub is connected, so nothing can be asked there. Add it in the settings.",
	);
}

function tokenOf(connection: Connection): string | null {
	return connection.source === "configuration" ? (config().GITHUB_TOKEN ?? null) : openCredential(connection);
}
