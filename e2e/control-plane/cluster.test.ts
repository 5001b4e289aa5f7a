import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startControlPlane } from "./cluster.ts";

const options = { stateDir: "/nonexistent/control-plane", port: 1, nodes: [] };

beforeEach(() => {
	vi.stubEnv("LAZO_TEST_CLUSTER", undefined);
	vi.stubEnv("KUBECONFIG", undefined);
});
afterEach(() => vi.unstubAllEnvs());

test("a cluster of one's own is used only when it is asked for by name", async () => {
	vi.stubEnv("LAZO_TEST_CLUSTER", "yes");
	vi.stubEnv("KUBECONFIG", "/home/me/.kube/config");
	await expect(startControlPlane(options)).rejects.toThrow("set it to use-my-kubeconfig");
});

test("the cluster that was asked for is the one of KUBECONFIG, and it is left running", async () => {
	vi.stubEnv("LAZO_TEST_CLUSTER", "use-my-kubeconfig");
	vi.stubEnv("KUBECONFIG", "/home/me/.kube/config");
	const cluster = await startControlPlane(options);
	expect(cluster.kubeconfigFile).toBe("/home/me/.kube/config");
	await cluster.stop();
});

test.each([
	[undefined, "needs KUBECONFIG"],
	["/a:/b", "names several files"],
])("KUBECONFIG=%s does not say which cluster tests may change", async (kubeconfig, problem) => {
	vi.stubEnv("LAZO_TEST_CLUSTER", "use-my-kubeconfig");
	vi.stubEnv("KUBECONFIG", kubeconfig);
	await expect(startControlPlane(options)).rejects.toThrow(problem);
});
