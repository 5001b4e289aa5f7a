import type { Operation } from "../operation.ts";
import { accessOperations } from "./access.ts";
import { insightsOperations } from "./insights.ts";
import { metricsOperations } from "./metrics.ts";
import { planningOperations } from "./planning.ts";

/** Every operation of the API; the OpenAPI document and the policy test read this list. */
export const operations: Operation[] = [...accessOperations, ...metricsOperations, ...planningOperations, ...insightsOperations];
