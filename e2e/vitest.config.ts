import { defineConfig } from "vitest/config";
import { featuresOnClusters } from "../scripts/features-on-clusters.ts";
import { SpecOrder } from "./harness/spec-order.ts";

const shared = { testTimeout: 120_000, hookTimeout: 120_000, exclude: ["**/node_modules/**", "e2e/schemas/**"] };
/** Files that run one after the other, after those of the groups before. */
const alone = (name: string, groupOrder: number, include: string[]) => ({
	test: { ...shared, name, include, maxWorkers: 1, sequence: { groupOrder } },
});

const company = { pool: "forks" as const, maxWorkers: 3, sequence: { groupOrder: 0 } };

/** The product in a browser: started once, gone round, looked at from all sides, then given bad days. */
export default defineConfig({
	test: {
		root: ".",
		globalSetup: ["e2e/harness/product.ts"],
		sequence: { sequencer: SpecOrder },
		projects: [
			// The loop waits more than it works, so what has peers of its own and waits for them too keeps it company.
			{
				test: {
					...{ ...shared, ...company, name: "loop" },
					include: ["e2e/loop.spec.ts", "e2e/contract/**/*.contract.ts"],
				},
			},
			{
				test: {
					...{ ...shared, ...company, name: "features" },
					include: featuresOnClusters,
					globalSetup: ["server/platform/testing/postgres.ts"],
					env: { TZ: "Asia/Kolkata", LOG_LEVEL: "error" },
				},
			},
			{
				test: {
					...{ ...shared, name: "pages", maxWorkers: 2, sequence: { groupOrder: 1 } },
					include: ["e2e/*.spec.ts", "e2e/pages/*.spec.ts", "!e2e/loop.spec.ts"],
				},
			},
			alone("bad days", 2, ["e2e/bad-days/*.spec.ts"]),
		],
	},
});
