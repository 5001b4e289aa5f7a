import { organisation } from "../../company/company.ts";
import type { Context } from "../context.ts";
import type { DeploymentRecord, DeploymentStatusRecord } from "../state/types.ts";
import { nodeId, seconds, userJson } from "./user-json.ts";

/** GitHub's "deployment". */
export function deploymentJson(context: Context, deployment: DeploymentRecord) {
	const repository = `${context.apiUrl}/repos/${organisation}/${deployment.repository}`;
	const url = `${repository}/deployments/${deployment.id}`;
	const { id, sha, ref, task, payload, environment, description } = deployment;
	return {
		...{ url, id, sha, ref, task, payload, environment, description },
		node_id: nodeId("DE", id),
		original_environment: environment,
		creator: userJson(context, deployment.creator),
		created_at: seconds(deployment.createdAt),
		updated_at: seconds(deployment.updatedAt),
		statuses_url: `${url}/statuses`,
		repository_url: repository,
		transient_environment: deployment.transient,
		production_environment: deployment.production,
	};
}

/** GitHub's "deployment status". */
export function deploymentStatusJson(context: Context, deployment: DeploymentRecord, status: DeploymentStatusRecord) {
	const { url, repository_url } = deploymentJson(context, deployment);
	return {
		url: `${url}/statuses/${status.id}`,
		id: status.id,
		node_id: nodeId("DES", status.id),
		state: status.state,
		creator: userJson(context, status.creator),
		description: status.description,
		environment: status.environment,
		target_url: status.logUrl,
		created_at: seconds(status.createdAt),
		updated_at: seconds(status.createdAt),
		deployment_url: url,
		repository_url,
		environment_url: status.environmentUrl,
		log_url: status.logUrl,
	};
}
