import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["{server,components,sandbox,scripts,prisma,i18n,deploy,e2e,bench}/**/*.test.{ts,tsx}"],
		exclude: ["**/node_modules/**", "e2e/schemas/**"],
		globalSetup: ["server/platform/testing/postgres.ts"],
		pool: "forks",
		// Loading the same modules for each file costs more than most files do.
		isolate: false,
		setupFiles: ["server/platform/testing/as-new.ts"],
		// Many tests wait for clusters and databases more than they work.
		maxWorkers: 4,
		// Some start a cluster and wait for its pods.
		testTimeout: 90_000,
		hookTimeout: 120_000,
		expect: { poll: { timeout: 10_000 } },
		env: { TZ: "Asia/Kolkata", LOG_LEVEL: "error" },
	},
});
