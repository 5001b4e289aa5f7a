import { z } from "zod";
import { nextId, tokenLogin } from "../context.ts";
import { resolveCommit } from "../git/read-commits.ts";
import { deploymentJson, deploymentStatusJson } from "../json/deployment-json.ts";
import type { DeploymentRecord, DeploymentStatusRecord } from "../state/types.ts";
import { envelope } from "../webhooks/envelope.ts";
import { paged } from "./pages.ts";
import { ApiError, notFound, ok, type RepositoryRequest } from "./request.ts";
import type { Routes } from "./router.ts";

const deploymentSchema = z.object({
	ref: z.string(),
	task: z.string().default("deploy"),
	payload: z.union([z.record(z.string(), z.unknown()), z.string()]).default({}),
	environment: z.string().default("production"),
	description: z.string().max(140).nullable().default(""),
	transient_environment: z.boolean().default(false),
	production_environment: z.boolean().optional(),
});

const statusSchema = z.object({
	state: z.enum(["error", "failure", "inactive", "in_progress", "queued", "pending", "success"]),
	log_url: z.string().default(""),
	target_url: z.string().default(""),
	description: z.string().max(140).default(""),
	environment: z.string().optional(),
	environment_url: z.string().default(""),
});

export const deploymentRoutes: Routes<RepositoryRequest> = {
	"GET /deployments": (request) => {
		const wanted = (name: string, value: string) => (request.query.get(name) ?? value) === value;
		const all = own(request).filter(
			(one) => wanted("environment", one.environment) && wanted("sha", one.sha) && wanted("ref", one.ref),
		);
		return paged(request, all.reverse(), (one) => deploymentJson(request.context, one));
	},
	"POST /deployments": createDeployment,
	"GET /deployments/:deployment": (request) => ok(deploymentJson(request.context, find(request))),
	"GET /deployments/:deployment/statuses": (request) => {
		const deployment = find(request);
		const all = [...deployment.statuses].reverse();
		return paged(request, all, (status) => deploymentStatusJson(request.context, deployment, status));
	},
	"POST /deployments/:deployment/statuses": createStatus,
};

function own(request: RepositoryRequest): DeploymentRecord[] {
	return request.context.state.deployments.filter((one) => one.repository === request.repository.name);
}

function find(request: RepositoryRequest): DeploymentRecord {
	const found = own(request).find((one) => String(one.id) === request.params.deployment);
	if (!found) throw notFound();
	return found;
}

function valid<T>(schema: z.ZodType<T>, body: unknown): T {
	const parsed = schema.safeParse(body);
	if (parsed.success) return parsed.data;
	const fields = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
	throw new ApiError(422, `Invalid request.\n\nWrong or missing: ${fields}.`, "/deployments");
}

async function createDeployment(request: RepositoryRequest) {
	const { context } = request;
	const given = valid(deploymentSchema, request.body);
	const sha = await resolveCommit(request.folder, given.ref);
	if (!sha) throw new ApiError(422, `No ref found for: ${given.ref}`, "/deployments/deployments#create-a-deployment");
	const now = new Date().toISOString();
	const deployment: DeploymentRecord = {
		id: nextId(context),
		repository: request.repository.name,
		sha,
		ref: given.ref,
		task: given.task,
		environment: given.environment,
		description: given.description,
		payload: typeof given.payload === "string" ? { text: given.payload } : given.payload,
		creator: tokenLogin,
		transient: given.transient_environment,
		production: given.production_environment ?? given.environment === "production",
		createdAt: now,
		updatedAt: now,
		statuses: [],
	};
	context.state.deployments.push(deployment);
	context.save();
	return { status: 201, body: deploymentJson(context, deployment) };
}

function createStatus(request: RepositoryRequest) {
	const { context } = request;
	const deployment = find(request);
	const given = valid(statusSchema, request.body);
	const now = new Date().toISOString();
	const status: DeploymentStatusRecord = {
		id: nextId(context),
		state: given.state,
		description: given.description,
		logUrl: given.log_url || given.target_url,
		environment: given.environment ?? deployment.environment,
		environmentUrl: given.environment_url,
		creator: tokenLogin,
		createdAt: now,
	};
	deployment.statuses.push(status);
	deployment.updatedAt = now;
	context.save();
	const body = deploymentStatusJson(context, deployment, status);
	context.emit("deployment_status", {
		action: "created",
		deployment_status: body,
		deployment: deploymentJson(context, deployment),
		...envelope(context, deployment.repository, tokenLogin),
	});
	return { status: 201, body };
}
