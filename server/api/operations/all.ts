import type { Operation } from "../operation.ts";
import { insightsOperations } from "./insights.ts";
import { metricsOperations } from "./metrics.ts";
import { planningOperations } from "./planning.ts";

/** Every operation of the API; the OpenAPI document and the policy test read this list. */
export const operations: Operation[] = [...metricsOperations, ...planningOperations, ...insightsOperations];
