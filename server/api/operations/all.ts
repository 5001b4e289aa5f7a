import type { Operation } from "../operation.ts";

/** Every operation of the API; the OpenAPI document and the policy test read this list. */
export const operations: Operation[] = [];
