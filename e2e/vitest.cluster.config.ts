import path from "node:path";
import { defineConfig } from "vitest/config";

const shared = {
	pool: "forks" as const,
	fileParallelism: false,
	testTimeout: 60_000,
	// The first start on a machine builds the control plane.
	hookTimeout: 20 * 60_000,
};

/** Tests of the product that `npm test` runs on the sandbox's cluster, word by word the same on the real one. */
const onBoth = [
	"autoscaling/autoscaling",
	"configuration/configuration",
	"configuration/held-values",
	"cut-connections",
	"bad-network",
	"every-kind",
	"operate/operate",
	"previews",
	"rollout",
	"smoke-job",
	"terminal/terminal",
];

/** `npm run test:cluster`: what needs a real Kubernetes. One file after the other, since they share ports and memory. */
export default defineConfig({
	root: path.resolve(import.meta.dirname, ".."),
	test: {
		...shared,
		projects: [
			{
				test: {
					...shared,
					name: "contract",
					include: ["e2e/contract/kubernetes/*.contract.ts", "e2e/contract/kubernetes-connector.contract.ts"],
					globalSetup: ["e2e/control-plane/contract-setup.ts"],
				},
			},
			{
				test: {
					...shared,
					name: "journey",
					testTimeout: 120_000,
					include: ["e2e/loop.spec.ts"],
					globalSetup: ["e2e/harness/product-on-real-cluster.ts"],
				},
			},
			{
				test: {
					...shared,
					name: "features",
					include: [...onBoth.map((name) => `server/workloads/${name}.test.ts`), "server/**/*.cluster.ts"],
					globalSetup: ["server/platform/testing/postgres.ts"],
					// They start a control plane each, since what they do to it must not meet.
					env: { TEST_CLUSTER: "real", LOG_LEVEL: "error" },
					exclude: process.env.LAZO_TEST_CLUSTER ? ["server/**"] : [],
				},
			},
			{
				test: {
					...shared,
					name: "control plane",
					include: ["e2e/**/*.cluster.ts"],
					// About the control plane that is started here; it says nothing about a cluster of one's own.
					exclude: process.env.LAZO_TEST_CLUSTER ? ["e2e/control-plane/**"] : [],
				},
			},
		],
	},
});
