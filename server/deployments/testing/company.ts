import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { TestCluster, Version } from "./cluster.ts";

/** A team with one developer. */
export async function makeTeam(name: string): Promise<{ teamId: string; developer: Actor }> {
	const team = await db().team.create({ data: { name, title: name, itemKey: name.slice(0, 3).toUpperCase() } });
	const person = await db().person.create({
		data: { issuer: "test", subject: name, login: `${name}-dev`, name: `Dev of ${name}` },
	});
	await db().teamMember.create({ data: { teamId: team.id, personId: person.id, source: "settings" } });
	await db().roleGrant.create({ data: { personId: person.id, role: "developer", source: "settings" } });
	const grants = [{ role: "developer", teamId: null, environment: null }];
	const { id, login } = person;
	return {
		teamId: team.id,
		developer: { kind: "person", id, login, name, teamIds: [team.id], grants, sessionId: "s" },
	};
}

/** A service of the catalog. */
export async function makeService(name: string, teamId: string, autoRollback = "off"): Promise<string> {
	const entity = await db().entity.create({
		data: {
			ref: `component:default/${name}`,
			kind: "component",
			name,
			type: "service",
			title: name,
			ownerTeamId: teamId,
			annotations: { "lazo.dev/auto-rollback": autoRollback },
			document: {},
			observedAt: new Date(),
		},
	});
	return entity.id;
}

/** A version of a service: a real image in the registry and its row. Returns the digest. */
export async function makeVersion(cluster: TestCluster, service: string, version: Version): Promise<string> {
	const digest = await cluster.push(service, version);
	await noteVersion({ service, version: version.version, digest, repository: `${cluster.registry}/almena/${service}` });
	return digest;
}

/** The row of a version, whether or not its image exists. */
export async function noteVersion(about: { service: string; version: string; digest: string; repository: string }) {
	const { service, ...columns } = about;
	const entity = await db().entity.findFirstOrThrow({ where: { name: service } });
	const now = new Date();
	await db().artifact.create({ data: { ...columns, serviceId: entity.id, createdAt: now, observedAt: now } });
}

/** A namespace that is an environment. */
export const makeNamespace = (cluster: TestCluster, name: string, environment = name) =>
	cluster.send("POST", "/api/v1/namespaces", {
		apiVersion: "v1",
		kind: "Namespace",
		metadata: { name, labels: { "lazo.dev/environment": environment } },
	});

type Kind = "Deployment" | "StatefulSet" | "DaemonSet" | "Rollout";
/** `spec`: what is different from the usual. */
type About = { namespace: string; service: string; digest: string; kind?: Kind; spec?: object };
const how: Record<Kind, (service: string) => object> = {
	Deployment: () => ({ replicas: 2, progressDeadlineSeconds: 60 }),
	StatefulSet: (service) => ({ replicas: 2, serviceName: service }),
	DaemonSet: () => ({}),
	Rollout: () => ({ replicas: 2, progressDeadlineSeconds: 60 }),
};

/** A workload of a service, a Deployment unless told otherwise, that runs a digest with two pods. */
export function makeWorkload(cluster: TestCluster, about: About) {
	const { namespace, service, digest, kind = "Deployment", spec } = about;
	const group = kind === "Rollout" ? "argoproj.io/v1alpha1" : "apps/v1";
	const labels = { "lazo.dev/service": service };
	return cluster.send("POST", `/apis/${group}/namespaces/${namespace}/${kind.toLowerCase()}s`, {
		apiVersion: group,
		kind,
		metadata: { name: service, namespace, labels },
		spec: {
			...how[kind](service),
			...spec,
			selector: { matchLabels: { app: service } },
			template: {
				metadata: { labels: { app: service, ...labels } },
				spec: {
					terminationGracePeriodSeconds: 1,
					containers: [
						{
							name: "app",
							image: `${cluster.registry}/almena/${service}@${digest}`,
							ports: [{ containerPort: 8080 }],
							readinessProbe: { httpGet: { path: "/readyz", port: 8080 }, periodSeconds: 1 },
						},
					],
				},
			},
		},
	});
}
