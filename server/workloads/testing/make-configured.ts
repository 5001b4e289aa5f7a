import type { TestCluster } from "#server/deployments/testing/cluster.ts";

/** Path of a collection of the core group. */
export const core = (namespace: string, plural: string) => `/api/v1/namespaces/${namespace}/${plural}`;

/** Makes a ConfigMap or Secret. */
export const makeHolder = (
	cluster: TestCluster,
	{ kind, namespace, name }: { kind: "ConfigMap" | "Secret"; namespace: string; name: string },
	body: object,
) =>
	cluster.send("POST", core(namespace, `${kind.toLowerCase()}s`), {
		...{ apiVersion: "v1", kind, metadata: { name }, ...body },
	});

/** ConfigMaps and a Secret, and "checkout", one pod that takes all of one, single keys of the others. Staging has a key more. */
export async function makeConfigured(cluster: TestCluster, namespace: string, image: string): Promise<void> {
	const only = namespace === "staging" ? { ONE_CLICK: "true" } : {};
	const settings = { LOG_LEVEL: "info", ENVIRONMENT: namespace, ...only };
	const secrets = { password: `of-${namespace}-only`, provider: "the-same-everywhere" };
	await makeHolder(cluster, { kind: "ConfigMap", namespace, name: "settings" }, { data: settings });
	await makeHolder(
		cluster,
		{ kind: "ConfigMap", namespace, name: "fixed" },
		{ data: { region: "eu-1" }, immutable: true },
	);
	await makeHolder(cluster, { kind: "Secret", namespace, name: "database" }, { stringData: secrets });
	const labels = { app: "checkout", "lazo.dev/service": "checkout" };
	const container = {
		...{ name: "app", image, ports: [{ containerPort: 8080 }] },
		readinessProbe: { httpGet: { path: "/readyz", port: 8080 }, periodSeconds: 1 },
		envFrom: [{ configMapRef: { name: "settings" } }, { configMapRef: { name: "extra", optional: true } }],
		env: [
			{ name: "DATABASE_PASSWORD", valueFrom: { secretKeyRef: { name: "database", key: "password" } } },
			{ name: "PROVIDER_KEY", valueFrom: { secretKeyRef: { name: "database", key: "provider" } } },
			{ name: "REGION", valueFrom: { configMapKeyRef: { name: "fixed", key: "region" } } },
		],
	};
	await cluster.send("POST", `/apis/apps/v1/namespaces/${namespace}/deployments`, {
		...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "checkout", labels } },
		spec: {
			...{ replicas: 1, selector: { matchLabels: { app: "checkout" } } },
			template: { metadata: { labels }, spec: { terminationGracePeriodSeconds: 1, containers: [container] } },
		},
	});
}
