import { KubeConfig } from "@kubernetes/client-node";
import type { ClusterConfig } from "./kubeconfig.ts";

/** A cluster by its address, a service account's token and, where its CA is a private one, that CA (PEM). */
export function bearerCluster({
	name,
	url,
	token,
	ca,
}: {
	name: string;
	url: string;
	token: string;
	ca: string | null;
}): ClusterConfig {
	const kubeConfig = new KubeConfig();
	kubeConfig.loadFromClusterAndUser(
		{ name, server: url, skipTLSVerify: false, ...(ca && { caData: Buffer.from(ca).toString("base64") }) },
		{ name, token },
	);
	return { name, url: url.replace(/\/+$/, ""), kubeConfig };
}
