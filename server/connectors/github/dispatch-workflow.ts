import type { GitHubClient } from "./github-client.ts";
import { GitHubError } from "./github-error.ts";
import { parseRef, parseSlug } from "./names.ts";
import { dispatchShape } from "./shapes.ts";

export type DispatchOutcome =
	/** GitHub told the run's id. */
	| { kind: "started"; runId: number }
	/** Accepted without an id, or nobody knows whether it was: the run must be looked for, never dispatched again. */
	| { kind: "unknown"; reason: string }
	/** GitHub said no, and nothing was started. */
	| { kind: "refused"; status: number; reason: string };

type Dispatch = { slug: string; workflowId: number; ref: string; inputs: Record<string, string> };

/** Starts a workflow once. Throws only for a limit, when nothing was sent or taken. */
export async function dispatchWorkflow(client: GitHubClient, dispatch: Dispatch): Promise<DispatchOutcome> {
	const route = "POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches";
	const params = {
		...parseSlug(dispatch.slug),
		workflow_id: dispatch.workflowId,
		ref: parseRef(dispatch.ref),
		inputs: dispatch.inputs,
	};
	try {
		return await send(client, route, { ...params, return_run_details: true });
	} catch (error) {
		if (!(error instanceof GitHubError)) throw error;
		if (error.status === 422 && /return_run_details/.test(error.message))
			return send(client, route, params).catch(judge);
		return judge(error);
	}
}

async function send(client: GitHubClient, route: string, params: object): Promise<DispatchOutcome> {
	const { data } = await client.call(route, { ...params });
	const told = dispatchShape.safeParse(data);
	return told.success
		? { kind: "started", runId: told.data.workflow_run_id }
		: { kind: "unknown", reason: "no-run-id" };
}

function judge(error: unknown): DispatchOutcome {
	if (!(error instanceof GitHubError) || error.code === "rate-limited") throw error;
	if (error.status >= 400 && error.status < 500) {
		return { kind: "refused", status: error.status, reason: error.message };
	}
	return { kind: "unknown", reason: error.message };
}
