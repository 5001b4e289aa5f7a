import { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import { requestPath, servicePort } from "#server/connectors/kubernetes/ask-service.ts";
import type { Actor } from "#server/platform/actor.ts";
import type { FoundPlace } from "../internal/find-place.ts";
import { type RulePlace, setRule } from "../set-rule.ts";
import { tryWorkflow } from "../ways/try-workflow.ts";
import { httpTestSchema, jobTestSchema, type smokeTestSchema, workflowTestSchema } from "./schema.ts";

/** What can be asked for through an API server without leaving the service, or tried by a workflow. */
export const askable = z.discriminatedUnion("kind", [
	httpTestSchema.extend({ port: servicePort, path: requestPath }),
	workflowTestSchema,
	jobTestSchema.refine(({ image, command, args }) => image !== null || command.length + args.length > 0, {
		error: "The deployed image would start as a service and never end. Name a command or arguments, or another image.",
		path: ["command"],
	}),
]);

/**
 * Says what a new version must stand in a place; null takes the test away. Throws Problem 403, 404, 409 `run.not-dispatchable`,
 * 422 for inputs that a workflow would not take.
 */
export async function setSmokeTest(
	actor: Actor,
	where: RulePlace,
	given: z.input<typeof smokeTestSchema> | null,
): Promise<void> {
	const test = askable.nullable().parse(given);
	await setRule(actor, where, {
		...{ name: "smokeTest", value: test },
		check: async (place) => {
			if (test?.kind === "workflow") await tryWorkflow(actor, test, place);
			if (test?.kind === "job" && test.serviceAccount !== null) await mayReach(actor, place);
		},
	});
}

/** Another identity in the cluster may do what the team's own pods may not. */
const mayReach = (actor: Actor, { id, service, environment }: FoundPlace) =>
	authorize(actor, "environment.reach", {
		...{ teamId: service.ownerTeamId, environment, subject: { kind: "service-environment", id } },
	});
