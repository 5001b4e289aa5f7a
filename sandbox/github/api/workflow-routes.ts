import { dispatchSchema, dispatchWorkflow } from "../actions/dispatch-workflow.ts";
import { workflowId } from "../actions/new-run.ts";
import { listWorkflowFiles, readWorkflow } from "../actions/read-workflow.ts";
import { tokenLogin } from "../context.ts";
import { runJson, runUrls } from "../json/run-json.ts";
import { workflowJson } from "../json/workflow-json.ts";
import type { WorkflowRecord } from "../state/types.ts";
import { counted } from "./pages.ts";
import { ApiError, notFound, ok, type RepositoryRequest } from "./request.ts";
import type { Routes } from "./router.ts";
import { runFits } from "./run-filters.ts";

const dispatchDocs = "/actions/workflows#create-a-workflow-dispatch-event";

export const workflowRoutes: Routes<RepositoryRequest> = {
	"GET /actions/workflows": async (request) => {
		const all = await list(request);
		return counted(request, { name: "workflows", all }, ({ record, name }) =>
			workflowJson(request.context, record, name),
		);
	},
	"GET /actions/workflows/:workflow": async (request) => {
		const { record, name } = await find(request);
		return ok(workflowJson(request.context, record, name));
	},
	"GET /actions/workflows/:workflow/runs": async (request) => {
		const { record } = await find(request);
		const runs = request.context.state.runs.filter((run) => run.workflowId === record.id);
		const all = runs.filter((run) => runFits(run, request.query)).reverse();
		return counted(request, { name: "workflow_runs", all }, (run) => runJson(request.context, run));
	},
	"POST /actions/workflows/:workflow/dispatches": async (request) => {
		const { record } = await find(request);
		const dispatch = dispatchSchema.safeParse(request.body);
		if (!dispatch.success) {
			const fields = dispatch.error.issues.map((issue) => issue.path.join(".")).join(", ");
			throw new ApiError(
				422,
				`Invalid request.\n\nFor '${fields}', the value is missing or of another type.`,
				dispatchDocs,
			);
		}
		const result = await dispatchWorkflow(request.context, record, { ...dispatch.data, actor: tokenLogin });
		if (!result.ok) throw new ApiError(422, result.reason, dispatchDocs);
		if (!dispatch.data.return_run_details) return { status: 204 };
		const { url, html_url } = runUrls(request.context, result.run);
		return ok({ workflow_run_id: result.run.id, run_url: url, html_url });
	},
};

type Found = { record: WorkflowRecord; name: string };

/** The workflows of the default branch, each with its lasting id. */
async function list(request: RepositoryRequest): Promise<Found[]> {
	const repository = request.repository.name;
	const found: Found[] = [];
	for (const path of await listWorkflowFiles(request.folder, "main")) {
		const id = workflowId(request.context, { repository, path, at: new Date() });
		const record = request.context.state.workflows.find((one) => one.id === id);
		const file = await readWorkflow(request.folder, "main", path);
		if (record) found.push({ record, name: file?.name ?? path });
	}
	request.context.save();
	return found;
}

async function find(request: RepositoryRequest): Promise<Found> {
	const wanted = request.params.workflow;
	const found = (await list(request)).find(({ record }) => {
		return String(record.id) === wanted || record.path === wanted || record.path.split("/").at(-1) === wanted;
	});
	if (!found) throw notFound();
	return found;
}
