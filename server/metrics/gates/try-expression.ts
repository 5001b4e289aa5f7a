import { z } from "zod";
import { queryInstant } from "#server/connectors/prometheus/client.ts";
import { OutboundError } from "#server/platform/outbound.ts";
import { defineCall } from "#server/platform/rpc.ts";
import { prometheusConnections } from "../prometheus-connection.ts";
import { isRefusal } from "./measure-expression.ts";

/** Asks the worker whether Prometheus takes an expression. */
export const tryExpressionCall = defineCall({
	name: "metrics.try-expression",
	input: z.object({ query: z.string() }),
	output: z.object({
		verdict: z.enum(["taken", "refused", "away", "no-prometheus"]),
		/** Prometheus' own words. */
		message: z.string(),
	}),
});
type Tried = z.infer<typeof tryExpressionCall.output>;

/** Evaluates an expression once, at this moment: one Prometheus that takes it is enough. */
export async function tryExpression({ query }: { query: string }): Promise<Tried> {
	let tried: Tried = { verdict: "no-prometheus", message: "No Prometheus is connected." };
	for (const { target } of await prometheusConnections()) {
		try {
			await queryInstant(target, query);
			return { verdict: "taken", message: "" };
		} catch (error) {
			if (error instanceof z.ZodError) tried = { verdict: "refused", message: "It gives no number." };
			else if (!(error instanceof OutboundError)) throw error;
			else if (isRefusal(error.code)) tried = { verdict: "refused", message: error.message };
			else if (tried.verdict !== "refused") tried = { verdict: "away", message: error.message };
		}
	}
	return tried;
}
