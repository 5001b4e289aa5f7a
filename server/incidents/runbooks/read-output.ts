import type { GitHubClient } from "#server/connectors/github/github-client.ts";
import { listJobs, readJobLog } from "#server/connectors/github/read-runs.ts";
import type { RunbookOutput } from "./schema.ts";
import { tailLog } from "./tail-log.ts";

const mostJobs = 10;
/** Of all jobs together. */
const mostLines = 200;

/** The ends of the logs of a run's jobs, 200 lines together, failed jobs first. Throws GitHubError when GitHub does not answer. */
export async function readOutput(client: GitHubClient, slug: string, runId: number): Promise<RunbookOutput> {
	const jobs = (await listJobs(client, slug, runId)).filter(({ conclusion }) => conclusion !== "skipped");
	const failed = (job: (typeof jobs)[number]) => Number(job.conclusion === "failure");
	const shown = jobs.sort((a, b) => failed(b) - failed(a)).slice(0, mostJobs);
	const most = Math.floor(mostLines / Math.max(1, shown.length));
	const output: RunbookOutput = [];
	for (const { id, name, conclusion = null } of shown) {
		const log = await readJobLog(client, slug, id);
		const about = { name: name.slice(0, 200), conclusion };
		if (log === null) output.push({ ...about, kept: "gone", total: 0, lines: [] });
		else {
			const { lines, total } = tailLog(log, most);
			output.push({ ...about, kept: total > lines.length ? "end" : "whole", total, lines });
		}
	}
	return output;
}
