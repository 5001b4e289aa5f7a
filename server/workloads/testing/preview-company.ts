import type { TestCluster } from "#server/deployments/testing/cluster.ts";
import { db } from "#server/platform/database.ts";

/** What runs in staging, to be copied: with configuration, a credential and a port of its own. */
export async function makeCopied(cluster: TestCluster, service: string): Promise<void> {
	const labels = { "lazo.dev/service": service };
	const digest = await cluster.push(service, { version: "1.0.0" });
	const core = (plural: string, kind: string, body: object) =>
		cluster.send("POST", `/api/v1/namespaces/staging/${plural}`, { apiVersion: "v1", kind, ...body });
	await core("configmaps", "ConfigMap", { metadata: { name: `${service}-config` }, data: { LOG_LEVEL: "debug" } });
	await core("secrets", "Secret", { metadata: { name: "bank" }, data: { TOKEN: "c2VjcmV0" } });
	await core("services", "Service", {
		metadata: { name: service },
		spec: { selector: { app: service }, ports: [{ name: "http", port: 8000, targetPort: 8080 }] },
	});
	const container = {
		...{ name: "app", image: `${cluster.registry}/almena/${service}@${digest}`, ports: [{ containerPort: 8080 }] },
		envFrom: [{ configMapRef: { name: `${service}-config` } }, { secretRef: { name: "bank" } }],
		readinessProbe: { httpGet: { path: "/readyz", port: 8080 }, periodSeconds: 1 },
		resources: { requests: { cpu: "500m", memory: "512Mi" } },
	};
	await cluster.send("POST", "/apis/apps/v1/namespaces/staging/deployments", {
		...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: service, labels } },
		spec: {
			...{ replicas: 2, selector: { matchLabels: { app: service } } },
			template: {
				metadata: { labels: { app: service, ...labels } },
				spec: { terminationGracePeriodSeconds: 1, containers: [container] },
			},
		},
	});
}

/** A hash as Git has them, the same for the same text. */
export const shaOf = (text: string): string => Buffer.from(text.padEnd(20, "-").slice(0, 20)).toString("hex");

/** An open pull request as the webhook would have left it. */
export function openPull(repositoryId: string, number: number) {
	const now = new Date();
	return db().pullRequest.create({
		data: {
			...{ repositoryId, number, title: `Change ${number}`, state: "open", headRef: `change-${number}` },
			...{ headSha: shaOf(`head of ${number}`), baseRef: "main", labels: [], url: `https://git.test/${number}` },
			...{ createdAt: now, updatedAt: now, observedAt: now },
		},
	});
}

type Built = { service: string; commitSha: string; version: string; crashAfterMs?: number };

/** A real image that was built from a commit. Returns its digest. */
export async function buildFrom(cluster: TestCluster, { service, commitSha, ...behaviour }: Built): Promise<string> {
	const digest = await cluster.push(service, { errorRate: 0, ...behaviour });
	const { id: serviceId } = await db().entity.findFirstOrThrow({ where: { name: service } });
	const repository = `${cluster.registry}/almena/${service}`;
	const now = new Date();
	const { version } = behaviour;
	await db().artifact.create({
		data: { serviceId, repository, digest, version, commitSha, createdAt: now, observedAt: now },
	});
	return digest;
}
