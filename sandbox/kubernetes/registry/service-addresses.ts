import { child } from "../objects/json.ts";
import type { KubeObject } from "../objects/types.ts";
import type { Cluster } from "./cluster.ts";

/** Gives a Service an address of 10.96.0.0/16 that no other has, unless it brings one, is headless or external. */
export function allocateClusterIp(cluster: Cluster, service: KubeObject): void {
	const spec = child(service, "spec");
	service.status = { loadBalancer: {} };
	if (spec.type === "ExternalName") return;
	if (!spec.clusterIP) {
		const taken = new Set(cluster.store.list("services").map((other) => other.spec.clusterIP));
		let number = 1;
		while (taken.has(addressOf(number))) number++;
		spec.clusterIP = addressOf(number);
	}
	spec.clusterIPs = [spec.clusterIP ?? ""];
}

function addressOf(number: number): string {
	return `10.96.${Math.floor(number / 250)}.${(number % 250) + 1}`;
}
