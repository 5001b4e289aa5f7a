import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { TestCluster } from "#server/deployments/testing/cluster.ts";

const run = promisify(execFile);
const script = resolve(import.meta.dirname, "../../../e2e/control-plane/user");
const rbac = "/apis/rbac.authorization.k8s.io/v1";

/** A rule of a cluster role; `apiGroup` is empty for the core. */
export type Rule = { apiGroups: string[]; resources: string[]; verbs: string[] };

export const rule = (apiGroup: string, resources: string[], verbs: string[]): Rule => ({
	...{ apiGroups: [apiGroup], resources, verbs },
});
export const looks = ["get", "list", "watch"];

/** Makes the user `lazo`, with a certificate, who may do what the rules say. Returns its kubeconfig. Real clusters only. */
export async function makeFewRights(cluster: TestCluster, rules: readonly Rule[]): Promise<string> {
	const file = join(cluster.stateDir, "lazo.kubeconfig");
	writeFileSync(file, (await run(script, [cluster.stateDir, "lazo", "portals"])).stdout);
	await cluster.send("POST", `${rbac}/clusterroles`, { metadata: { name: "lazo" }, rules });
	await cluster.send("POST", `${rbac}/clusterrolebindings`, {
		metadata: { name: "lazo" },
		roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "lazo" },
		subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "lazo" }],
	});
	return file;
}

/** Gives the user `lazo` these rights instead. */
export async function grantRights(cluster: TestCluster, rules: readonly Rule[]): Promise<void> {
	await cluster.send("PATCH", `${rbac}/clusterroles/lazo`, { rules });
}
