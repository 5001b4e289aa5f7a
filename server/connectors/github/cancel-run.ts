import type { GitHubClient } from "./github-client.ts";
import { GitHubError } from "./github-error.ts";
import { parseSlug } from "./names.ts";

/** Asks for the end of a run; it ends some seconds later. One that has ended already is no error. Throws GitHubError. */
export async function cancelRun(client: GitHubClient, slug: string, runId: number): Promise<void> {
	const params = { ...parseSlug(slug), run_id: runId };
	try {
		await client.call("POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel", params);
	} catch (error) {
		if (!(error instanceof GitHubError) || (error.status !== 409 && error.status !== 404)) throw error;
	}
}
