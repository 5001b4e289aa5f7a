import { defineConfig } from "vitest/config";

// The contract of GitHub against the server of GITHUB_API_URL, with the token of GITHUB_TOKEN.
export default defineConfig({
	test: {
		root: import.meta.dirname,
		include: ["*.contract.ts"],
		fileParallelism: false,
		testTimeout: 60_000,
		hookTimeout: 60_000,
	},
});
