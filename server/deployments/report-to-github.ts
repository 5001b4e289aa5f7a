import { GitHubError } from "#server/connectors/github/github-error.ts";
import { findGitHub } from "#server/connectors/github/open-github.ts";
import {
	addGitHubDeploymentStatus,
	createGitHubDeployment,
	type GitHubDeploymentState,
} from "#server/connectors/github/report-deployment.ts";
import { config } from "#server/platform/config/load.ts";
import { db } from "#server/platform/database.ts";
import { log } from "#server/platform/log.ts";
import { nameOf } from "./internal/find-active.ts";
import { withDeploymentLock } from "./internal/with-deployment-lock.ts";

const states: Record<string, GitHubDeploymentState> = {
	requested: "queued",
	applying: "queued",
	rolling: "in_progress",
	watching: "success",
	succeeded: "success",
	failed: "failure",
	rolled_back: "failure",
	superseded: "inactive",
};

/**
 * Tells GitHub how a deployment or rollback stands, on the commit of its image. Safe to repeat: GitHub hears of a state once.
 * What cannot be told (no GitHub, no commit, not allowed) is left out and holds nothing up; GitHub being away throws.
 */
export async function reportToGitHub(deploymentId: string): Promise<void> {
	const told = await withDeploymentLock(`github:${deploymentId}`, () => report(deploymentId));
	if (!told) throw new Error("GitHub is being told of this deployment already; trying again");
}

async function report(deploymentId: string): Promise<void> {
	const deployment = await db().deployment.findUnique({
		where: { id: deploymentId },
		include: {
			environment: true,
			artifact: true,
			githubReport: true,
			service: { include: { repository: true } },
		},
	});
	const slug = deployment?.service.repository?.slug;
	const sha = deployment?.artifact?.commitSha;
	const client = await findGitHub();
	if (!deployment || !slug || !sha || !client || !["deploy", "rollback"].includes(deployment.kind)) return;
	const state = states[deployment.status];
	if (!state || deployment.githubReport?.state === state) return;
	const { environment } = deployment;
	const about = {
		...{ slug, sha, environment: environment.name, production: environment.production, ours: deployment.id },
		description: `${deployment.kind === "rollback" ? "Rollback" : "Deploy"} by ${nameOf(deployment.actor)} from Lazo`,
	};
	try {
		const id = deployment.githubReport
			? Number(deployment.githubReport.externalId)
			: await createGitHubDeployment(client, about);
		const logUrl = new URL(`/deployments/${deployment.id}`, config().LAZO_URL).href;
		await addGitHubDeploymentStatus(client, { slug, id, state, logUrl, description: about.description });
		const told = { repository: slug, externalId: BigInt(id), state, reportedAt: new Date() };
		await db().githubReport.upsert({ where: { deploymentId }, create: { deploymentId, ...told }, update: told });
	} catch (error) {
		const final = error instanceof GitHubError && ["refused", "not-found"].includes(error.code);
		if (!final) throw error;
		log.warn({ deployment: deploymentId, repository: slug, error: error.message }, "GitHub was not told");
	}
}
