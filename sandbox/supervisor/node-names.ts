import { cluster } from "../company/company.ts";

/** The nodes of the company's cluster. */
export const nodeNames = [1, 2, 3].map((number) => `${cluster}-${number}`);
