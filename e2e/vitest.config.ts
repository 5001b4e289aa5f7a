import { defineConfig } from "vitest/config";
import { SpecOrder } from "./harness/spec-order.ts";

export default defineConfig({
	test: {
		root: ".",
		include: ["e2e/**/*.spec.ts", "e2e/contract/**/*.contract.ts"],
		exclude: ["**/node_modules/**", "e2e/schemas/**"],
		globalSetup: ["e2e/harness/product.ts"],
		fileParallelism: false,
		sequence: { sequencer: SpecOrder },
		testTimeout: 120_000,
		hookTimeout: 120_000,
	},
});
