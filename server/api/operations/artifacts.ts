import { z } from "@hono/zod-openapi";
import { getArtifact } from "#server/artifacts/get-artifact.ts";
import { artifactFilterSchema, listArtifacts } from "#server/artifacts/list-artifacts.ts";
import { artifactRowSchema, artifactSchema } from "#server/artifacts/schema.ts";
import { type Operation, operation, pageOf } from "../operation.ts";

const tag = "Artifacts";

export const artifactsOperations: Operation[] = [
	operation({
		method: "get",
		path: "/services/{name}/artifacts",
		action: "artifacts.read",
		tag,
		summary: "Images of a service, newest first",
		params: z.object({ name: z.string().min(1).max(63) }),
		query: artifactFilterSchema,
		response: pageOf(artifactRowSchema),
		run: ({ actor, params, query }) => listArtifacts(actor, { ...query, service: params.name }),
	}),
	operation({
		method: "get",
		path: "/runs/{id}/artifacts",
		action: "artifacts.read",
		tag,
		summary: "Images that a run pushed",
		params: z.object({ id: z.uuid() }),
		query: artifactFilterSchema,
		response: pageOf(artifactRowSchema),
		run: ({ actor, params, query }) => listArtifacts(actor, { ...query, runId: params.id }),
	}),
	operation({
		method: "get",
		path: "/artifacts/{digest}",
		action: "artifacts.read",
		tag,
		summary: "One image with its run, commit and items",
		params: z.object({ digest: z.string().regex(/^sha256:[0-9a-f]{64}$/) }),
		response: artifactSchema,
		run: ({ actor, params }) => getArtifact(actor, params.digest),
	}),
];
