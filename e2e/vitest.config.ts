import { defineConfig } from "vitest/config";
import { featuresOnClusters } from "../scripts/features-on-clusters.ts";
import { SpecOrder } from "./harness/spec-order.ts";

const shared = {
	pool: "forks" as const,
	maxWorkers: 3,
	testTimeout: 120_000,
	hookTimeout: 120_000,
	exclude: ["**/node_modules/**", "e2e/schemas/**"],
};
/** The product in a browser: started once, gone round and looked at from all sides, then given bad days. */
export default defineConfig({
	test: {
		root: ".",
		globalSetup: ["e2e/harness/product.ts"],
		sequence: { sequencer: SpecOrder },
		projects: [
			{
				test: {
					...{ ...shared, name: "product", sequence: { groupOrder: 0 } },
					include: ["e2e/*.spec.ts", "e2e/pages/*.spec.ts", "e2e/contract/**/*.contract.ts", "!e2e/bad-days.spec.ts"],
				},
			},
			{
				test: {
					// Most of their time they wait for something to be noticed.
					...{ ...shared, maxWorkers: 4, name: "bad days", sequence: { groupOrder: 1 } },
					include: ["e2e/bad-days.spec.ts", ...featuresOnClusters],
					isolate: false,
					setupFiles: ["server/platform/testing/as-new.ts"],
					globalSetup: ["server/platform/testing/postgres.ts"],
					env: { TZ: "Asia/Kolkata", LOG_LEVEL: "error" },
				},
			},
		],
	},
});
