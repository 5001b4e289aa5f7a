import type { Operation } from "../operation.ts";
import { accessOperations } from "./access.ts";
import { approvalsOperations } from "./approvals.ts";
import { artifactsOperations } from "./artifacts.ts";
import { catalogOperations } from "./catalog.ts";
import { connectionsOperations } from "./connections.ts";
import { deploymentsOperations } from "./deployments.ts";
import { environmentsOperations } from "./environments.ts";
import { incidentsOperations } from "./incidents.ts";
import { insightsOperations } from "./insights.ts";
import { metricsOperations } from "./metrics.ts";
import { onCallOperations } from "./on-call.ts";
import { pipelinesOperations } from "./pipelines.ts";
import { planningOperations } from "./planning.ts";
import { previewsOperations } from "./previews.ts";
import { runbooksOperations } from "./runbooks.ts";
import { searchOperations } from "./search.ts";
import { smokeOperations } from "./smoke.ts";
import { terminalsOperations } from "./terminals.ts";
import { viewOperations } from "./views.ts";
import { wallOperations } from "./walls.ts";
import { waysOperations } from "./ways.ts";
import { workloadsOperations } from "./workloads.ts";

/** Every operation of the API; the OpenAPI document and the policy test read this list. */
export const operations: Operation[] = [
	...catalogOperations,
	...pipelinesOperations,
	...artifactsOperations,
	...deploymentsOperations,
	...smokeOperations,
	...waysOperations,
	...environmentsOperations,
	...approvalsOperations,
	...workloadsOperations,
	...terminalsOperations,
	...previewsOperations,
	...accessOperations,
	...onCallOperations,
	...connectionsOperations,
	...wallOperations,
	...searchOperations,
	...metricsOperations,
	...planningOperations,
	...incidentsOperations,
	...runbooksOperations,
	...insightsOperations,
	...viewOperations,
];
