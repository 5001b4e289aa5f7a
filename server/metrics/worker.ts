import { whileHolding } from "#server/platform/lease.ts";
import { answer } from "#server/platform/rpc.ts";
import type { WorkerFeature } from "#server/worker/feature.ts";
import { computeBudgets } from "./budgets/compute-budgets.ts";
import { signalsCall } from "./calls.ts";
import { tryExpression, tryExpressionCall } from "./gates/try-expression.ts";
import { watchGates } from "./gates/watch-gates.ts";
import { readSignals } from "./read-signals.ts";
import { readUsage } from "./sizing/read-usage.ts";
import { usageCall } from "./sizing/usage-call.ts";
import { judgeDeployments } from "./verdicts/judge-deployments.ts";

export const metricsWorker: WorkerFeature = {
	name: "metrics",
	start: async ({ handlers }) => {
		answer(handlers, signalsCall, readSignals);
		answer(handlers, usageCall, readUsage);
		answer(handlers, tryExpressionCall, tryExpression);
		const stops = [
			whileHolding("verdicts", null, judgeDeployments),
			whileHolding("error-budgets", null, computeBudgets),
			whileHolding("metric-gates", null, watchGates),
		];
		return async () => {
			await Promise.all(stops.map((stop) => stop()));
		};
	},
};
