import { type EnvironmentName, organisation, type Service } from "../company/company.ts";
import type { Release } from "../history/releases.ts";
import { secretsOf, settingsOf } from "./service-settings.ts";

export type KubernetesObject = {
	apiVersion: string;
	kind: string;
	metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
	[key: string]: unknown;
};

/** The namespace of an environment; the label is how Lazo knows which environment it is. */
export function namespaceOf(environment: EnvironmentName): KubernetesObject {
	return {
		apiVersion: "v1",
		kind: "Namespace",
		metadata: { name: environment, labels: { "lazo.dev/environment": environment } },
	};
}

export type Placement = { service: Service; environment: EnvironmentName; release: Release; registry: string };

function metadataOf({ service, environment }: Placement, name = service.name) {
	return {
		name,
		namespace: environment,
		labels: {
			"app.kubernetes.io/name": service.name,
			"app.kubernetes.io/part-of": service.system,
			"backstage.io/kubernetes-id": service.name,
			"lazo.dev/service": service.name,
		},
	};
}

/** The Service that callers of a service use. */
export function serviceObject(placement: Placement): KubernetesObject {
	return {
		apiVersion: "v1",
		kind: "Service",
		metadata: metadataOf(placement),
		spec: {
			selector: { "app.kubernetes.io/name": placement.service.name },
			ports: [{ name: "http", port: 80, targetPort: 8080, protocol: "TCP" }],
		},
	};
}

/** What differs between environments without a new image. */
export function configMapObject(placement: Placement): KubernetesObject {
	const { service, environment } = placement;
	return {
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: metadataOf(placement, `${service.name}-config`),
		data: settingsOf(service, environment),
	};
}

/** What the service proves itself with; made up anew for each, and nowhere but in the cluster. */
export function secretObject(placement: Placement): KubernetesObject {
	const { service, environment } = placement;
	return {
		apiVersion: "v1",
		kind: "Secret",
		metadata: metadataOf(placement, `${service.name}-secrets`),
		type: "Opaque",
		stringData: secretsOf(service, environment),
	};
}

/** The Deployment that keeps a version of a service running. */
export function deploymentObject(placement: Placement): KubernetesObject {
	const { service, environment, release, registry } = placement;
	const metadata = metadataOf(placement);
	return {
		apiVersion: "apps/v1",
		kind: "Deployment",
		metadata: { ...metadata, annotations: { "kubernetes.io/change-cause": `Release ${release.version}` } },
		spec: {
			replicas: service.replicas[environment],
			progressDeadlineSeconds: 60,
			selector: { matchLabels: { "app.kubernetes.io/name": service.name } },
			template: {
				metadata: { labels: metadata.labels },
				spec: {
					automountServiceAccountToken: false,
					terminationGracePeriodSeconds: 10,
					containers: [
						{
							name: "app",
							image: `${registry}/${organisation}/${service.name}@${release.digest}`,
							ports: [{ name: "http", containerPort: 8080 }],
							envFrom: [
								{ configMapRef: { name: `${service.name}-config` } },
								{ secretRef: { name: `${service.name}-secrets` } },
							],
							readinessProbe: { httpGet: { path: "/readyz", port: 8080 }, periodSeconds: 1 },
							resources: {
								requests: { cpu: "50m", memory: "64Mi" },
								limits: { cpu: "500m", memory: "256Mi" },
							},
						},
					],
				},
			},
		},
	};
}
