import { credentialOf } from "#server/platform/connections/credential.ts";
import { db } from "#server/platform/database.ts";
import { unavailable } from "#server/platform/errors.ts";
import { GitHubClient } from "./github-client.ts";
import { readGitHubCredential } from "./github-credential.ts";

let opened: { key: string; client: GitHubClient } | undefined;

/** The client of the installation's organisation, or null when no GitHub is connected. Only the worker can open one. */
export async function findGitHub(): Promise<GitHubClient | null> {
	const connection = await db().connection.findFirst({
		where: { kind: "github", removedAt: null },
		orderBy: { createdAt: "asc" },
	});
	if (!connection) return null;
	const stored = credentialOf(connection);
	if (!stored) return null;
	const key = `${connection.id} ${connection.url} ${connection.name} ${stored}`;
	if (opened?.key !== key) {
		const { id: connectionId, url, name: organisation } = connection;
		opened = {
			key,
			client: new GitHubClient({ connectionId, url, credential: readGitHubCredential(stored), organisation }),
		};
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
