import { defineConfig } from "vitest/config";
import { SpecOrder } from "./harness/spec-order.ts";

const shared = { testTimeout: 120_000, hookTimeout: 120_000, exclude: ["**/node_modules/**", "e2e/schemas/**"] };
/** Files that run so many at a time, after those of the groups before. */
const group = (name: string, [groupOrder, maxWorkers]: [number, number], include: string[]) => ({
	test: { ...shared, name, include, maxWorkers, sequence: { groupOrder } },
});

/** The product in a browser: started once, gone round, given bad days, then looked at from all sides. */
export default defineConfig({
	test: {
		root: ".",
		globalSetup: ["e2e/harness/product.ts"],
		sequence: { sequencer: SpecOrder },
		projects: [
			// The loop waits more than it works, so what has peers of its own keeps it company.
			group("loop", [0, 2], ["e2e/loop.spec.ts", "e2e/contract/**/*.contract.ts"]),
			group("bad days", [1, 1], ["e2e/bad-days/*.spec.ts"]),
			// Last, since they work all the time, while the tests that run beside the product leave room by then.
			group("pages", [2, 3], ["e2e/*.spec.ts", "e2e/pages/*.spec.ts", "!e2e/loop.spec.ts"]),
		],
	},
});
