import { vi } from "vitest";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import type { TestCluster } from "#server/deployments/testing/cluster.ts";

const api = "/apis/admissionregistration.k8s.io/v1";
const soon = { timeout: 40_000, interval: 100 };

/** What a policy is about: changes of Deployments, or new pods. */
const subjects = {
	deployments: { group: "apps", operation: "UPDATE", containers: "object.spec.template.spec.containers" },
	pods: { group: "", operation: "CREATE", containers: "object.spec.containers" },
};

type Denial = { name: string; of: keyof typeof subjects; digest: string; message: string };

/** Makes a ValidatingAdmissionPolicy that lets no image of a digest in, and waits until `tried` is refused by it. */
export async function denyImage(
	cluster: TestCluster,
	{ name, of, digest, message }: Denial,
	tried: () => Promise<unknown>,
): Promise<void> {
	const { group, operation, containers } = subjects[of];
	const rules = [{ apiGroups: [group], apiVersions: ["v1"], operations: [operation], resources: [of] }];
	await cluster.send("POST", `${api}/validatingadmissionpolicies`, {
		metadata: { name },
		spec: {
			...{ failurePolicy: "Fail", matchConstraints: { resourceRules: rules } },
			validations: [{ expression: `${containers}.all(c, !c.image.endsWith("${digest}"))`, message }],
		},
	});
	await cluster.send("POST", `${api}/validatingadmissionpolicybindings`, {
		metadata: { name },
		spec: { policyName: name, validationActions: ["Deny"] },
	});
	const isDenied = async () => {
		const answer = await tried().catch((error: unknown) => error);
		if (!(answer instanceof KubernetesError && answer.code === "denied")) throw new Error("not denied yet");
	};
	await vi.waitFor(isDenied, soon);
}
