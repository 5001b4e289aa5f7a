import type { TestProject } from "vitest/node";
import { pushContractImages } from "../control-plane/push-contract-images.ts";
import { startProduct } from "./start-product.ts";

/** The product, started once for the whole run as a newcomer starts it; its outside world is what the contracts are held to. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const product = await startProduct({ controlPlane: "sandbox" });
	project.provide("product", product.facts);
	const { GITHUB_API_URL, GITHUB_TOKEN, GITHUB_ORG, KUBERNETES_KUBECONFIG_FILE, REGISTRY_URL } = product.facts.sandbox;
	Object.assign(process.env, {
		GITHUB_API_URL,
		GITHUB_TOKEN,
		GITHUB_ORG,
		KUBECONFIG: KUBERNETES_KUBECONFIG_FILE,
		...(await pushContractImages(REGISTRY_URL ?? "")),
	});
	return product.stop;
}
