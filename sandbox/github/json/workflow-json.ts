import { organisation } from "../../company/company.ts";
import type { Context } from "../context.ts";
import type { WorkflowRecord } from "../state/types.ts";
import { nodeId, seconds } from "./user-json.ts";

/** GitHub's "workflow"; `name` is what its file says. */
export function workflowJson(context: Context, workflow: WorkflowRecord, name: string) {
	const slug = `${organisation}/${workflow.repository}`;
	const file = workflow.path.split("/").at(-1);
	return {
		id: workflow.id,
		node_id: nodeId("W", workflow.id),
		name,
		path: workflow.path,
		state: "active" as const,
		created_at: seconds(workflow.createdAt),
		updated_at: seconds(workflow.createdAt),
		url: `${context.apiUrl}/repos/${slug}/actions/workflows/${workflow.id}`,
		html_url: `${context.webUrl}/${slug}/blob/main/${workflow.path}`,
		badge_url: `${context.webUrl}/${slug}/actions/workflows/${file}/badge.svg`,
	};
}
