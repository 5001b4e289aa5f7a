import { defineConfig } from "vitest/config";

// The contract tests of Kubernetes and the journey from pipeline to thread, on a real control plane.
export default defineConfig({
	test: {
		root: ".",
		include: ["e2e/loop.spec.ts", "e2e/contract/kubernetes/*.contract.ts", "e2e/contract/*.contract.ts"],
		exclude: ["**/node_modules/**", "e2e/schemas/**"],
		globalSetup: ["e2e/harness/product-on-real-cluster.ts"],
		fileParallelism: false,
		testTimeout: 180_000,
		hookTimeout: 180_000,
	},
});
