import { z } from "zod";
import type { GitHubClient } from "./github-client.ts";
import { parseRef, parseSlug } from "./names.ts";

/** A Deployment of GitHub's own API; `ours` is Lazo's id, by which it is found again. */
export type GitHubDeployment = {
	slug: string;
	sha: string;
	environment: string;
	production: boolean;
	description: string;
	ours: string;
};
export type GitHubDeploymentState = "queued" | "in_progress" | "success" | "failure" | "inactive" | "error";

const created = z.object({ id: z.number().int() });
const listed = z.array(z.object({ id: z.number().int(), payload: z.unknown() }));
const longestDescription = 140;

/** Makes the deployment known to GitHub, once: one that was made before a crash is found by its payload. Throws GitHubError. */
export async function createGitHubDeployment(client: GitHubClient, about: GitHubDeployment): Promise<number> {
	const { slug, sha, environment, production, description, ours } = about;
	const where = { ...parseSlug(slug), environment };
	const { data: known } = await client.call("GET /repos/{owner}/{repo}/deployments", { ...where, sha, per_page: 100 });
	const before = listed.parse(known).find(({ payload }) => lazoId(payload) === ours);
	if (before) return before.id;
	const { data } = await client.call("POST /repos/{owner}/{repo}/deployments", {
		...where,
		ref: parseRef(sha),
		task: "deploy",
		auto_merge: false,
		required_contexts: [],
		payload: { lazo: ours },
		description: description.slice(0, longestDescription),
		production_environment: production,
	});
	return created.parse(data).id;
}

type Status = { slug: string; id: number; state: GitHubDeploymentState; logUrl: string; description: string };

/** Adds a status; of earlier deployments to the environment GitHub itself makes `inactive` ones. Throws GitHubError. */
export async function addGitHubDeploymentStatus(client: GitHubClient, status: Status): Promise<void> {
	await client.call("POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses", {
		...parseSlug(status.slug),
		deployment_id: status.id,
		state: status.state,
		log_url: status.logUrl,
		description: status.description.slice(0, longestDescription),
	});
}

/** GitHub gives a payload back as it came or as text. */
function lazoId(payload: unknown): string | null {
	const read = typeof payload === "string" ? jsonOf(payload) : payload;
	return typeof read === "object" && read !== null && "lazo" in read ? String(read.lazo) : null;
}

function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
