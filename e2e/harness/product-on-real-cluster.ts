import type { TestProject } from "vitest/node";
import { startProduct } from "./start-product.ts";

/** The same product; only the cluster's address and credential differ. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const product = await startProduct({ controlPlane: "real" });
	project.provide("product", product.facts);
	return product.stop;
}
