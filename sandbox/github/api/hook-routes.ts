import { organisation } from "../../company/company.ts";
import { seconds } from "../json/user-json.ts";
import { paged } from "./pages.ts";
import type { RepositoryRequest } from "./request.ts";
import type { Routes } from "./router.ts";

/** What the sandbox sends to Lazo. */
const events = ["create", "delete", "deployment_status", "pull_request", "push", "workflow_job", "workflow_run"];

export const hookRoutes: Routes<RepositoryRequest> = {
	"GET /hooks": (request) => paged(request, [1], (id) => hookJson(request, id)),
};

function hookJson(request: RepositoryRequest, id: number) {
	const { context, repository } = request;
	const url = `${context.apiUrl}/repos/${organisation}/${repository.name}/hooks/${id}`;
	return {
		type: "Repository",
		id,
		name: "web",
		active: true,
		events,
		config: {
			url: `${context.lazoUrl}/api/webhooks/github`,
			content_type: "json",
			secret: "********",
			insecure_ssl: "0",
		},
		created_at: seconds(repository.createdAt),
		updated_at: seconds(repository.createdAt),
		url,
		test_url: `${url}/tests`,
		ping_url: `${url}/pings`,
		deliveries_url: `${url}/deliveries`,
		last_response: { code: null, status: "unused", message: null },
	};
}
