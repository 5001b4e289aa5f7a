import type { TestProject } from "vitest/node";
import { startProduct } from "./start-product.ts";

/** The product, started once for the whole run as a newcomer starts it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const product = await startProduct({ controlPlane: "sandbox" });
	project.provide("product", product.facts);
	return product.stop;
}
