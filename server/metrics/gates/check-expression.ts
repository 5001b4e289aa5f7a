import { authorize } from "#server/access/authorize.ts";
import type { PlaceToMeasure } from "#server/deployments/place-to-measure.ts";
import type { Actor } from "#server/platform/actor.ts";
import { invalid, unavailable } from "#server/platform/errors.ts";
import { callWorker } from "#server/platform/rpc.ts";
import { fillExpression, readExpression } from "./expression.ts";
import type { QueryGate } from "./schema.ts";
import { tryExpressionCall } from "./try-expression.ts";

/**
 * Whether somebody may have this expression in a gate, and whether Prometheus takes it. One that does not keep to the service can
 * read everything that Prometheus knows, which takes the right `environment.reach`. Throws Problem 403, 422 with the words of
 * Prometheus, 503 while it is away.
 */
export async function checkExpression(
	actor: Actor,
	{ title, expression }: QueryGate,
	place: PlaceToMeasure,
): Promise<void> {
	const { wrongAt, inRawString, confined } = readExpression(expression);
	if (wrongAt !== null)
		throw invalid(
			"gate.not-promql",
			`The expression of "${title}" is no PromQL from its character ${wrongAt + 1} on: ${expression.slice(wrongAt, wrongAt + 30) || "it ends too early"}. Placeholders such as $service stand inside quotes.`,
			{ title, at: wrongAt + 1 },
		);
	if (inRawString)
		throw invalid(
			"gate.raw-string",
			`The expression of "${title}" has a placeholder in back quotes. Put it in double quotes.`,
			{ title },
		);
	const { service, environment } = place;
	const subject = { kind: "service-environment", id: place.id };
	if (!confined) await authorize(actor, "environment.reach", { teamId: service.ownerTeamId, environment, subject });
	const example = { namespace: place.namespace ?? "", workload: place.workload ?? "", version: "", digest: "" };
	const query = fillExpression(expression, { service: service.name, environment: environment.name, ...example });
	const { verdict, message } = await callWorker(tryExpressionCall, { query: query ?? "" });
	const params = { title, message };
	if (verdict === "away")
		throw unavailable(
			"gate.prometheus-away",
			`Prometheus does not answer, so "${title}" cannot be tried: ${message}`,
			params,
		);
	if (verdict !== "taken")
		throw invalid("gate.refused", `Prometheus does not take the expression of "${title}": ${message}`, {
			title,
			message,
		});
}
