import type { TestProject } from "vitest/node";
import { pushContractImages } from "../control-plane/push-contract-images.ts";
import { startContractGitHub } from "./contract-github.ts";
import { startProduct } from "./start-product.ts";

/** The product, started once for the whole run as a newcomer starts it; its outside world is what the contracts are held to. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const product = await startProduct({ controlPlane: "sandbox" });
	project.provide("product", product.facts);
	const { GITHUB_ORG, KUBERNETES_KUBECONFIG_FILE, REGISTRY_URL } = product.facts.sandbox;
	const github = await startContractGitHub(product.facts);
	Object.assign(process.env, {
		...github.environment,
		GITHUB_ORG,
		// The sandbox begins to count well above it, as a cluster does that has seen other days.
		CONTRACT_EXPIRED_REVISION: "1",
		KUBECONFIG: KUBERNETES_KUBECONFIG_FILE,
		...(await pushContractImages(REGISTRY_URL ?? "")),
	});
	return async () => {
		await github.stop();
		await product.stop();
	};
}
