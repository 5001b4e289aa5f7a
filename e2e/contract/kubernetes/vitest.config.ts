import { defineConfig } from "vitest/config";

// The contract of Kubernetes against the cluster of KUBECONFIG, whichever it is.
export default defineConfig({
	test: {
		root: import.meta.dirname,
		include: ["*.contract.ts"],
		fileParallelism: false,
		testTimeout: 60_000,
		hookTimeout: 60_000,
	},
});
