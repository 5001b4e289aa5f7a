import type { WorkloadRef } from "#server/connectors/kubernetes/read-workload.ts";
import type { Reader } from "#server/platform/database.ts";
import { invalid, notFound } from "#server/platform/errors.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { type AutoRollback, autoRollbackSchema } from "../schema.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A service by id or by name. Throws Problem 404. */
export async function findService(reader: Reader, idOrName: string) {
	const where = uuid.test(idOrName) ? { id: idOrName } : { name: idOrName, ref: { startsWith: "component:" } };
	const service = await reader.entity.findFirst({ where, orderBy: { ref: "asc" } });
	if (!service) throw notFound("service", idOrName);
	return service;
}

/** What comes with a place. */
export const placeInclude = {
	service: true,
	environment: true,
	targets: { include: { connection: true } },
} satisfies Prisma.ServiceEnvironmentInclude;

/** A service in an environment, with the workload that carries it. Throws Problem 404, or 422 when the service is not there. */
export async function findPlace(reader: Reader, service: string, environment: string) {
	const found = await findService(reader, service);
	const place = await reader.serviceEnvironment.findFirst({
		where: { serviceId: found.id, environment: { name: environment } },
		include: placeInclude,
	});
	if (place) return place;
	if (!(await reader.environment.findUnique({ where: { name: environment } })))
		throw notFound("environment", environment);
	throw invalid(
		"not-in-environment",
		`${found.name} has no workload in ${environment} that Lazo can see. Create it there once, with the label lazo.dev/service: ${found.name}.`,
		{ service: found.name, environment },
	);
}
export type FoundPlace = Awaited<ReturnType<typeof findPlace>>;
export type Target = FoundPlace["targets"][number];

const changeableKinds = ["Rollout", "Deployment", "StatefulSet", "DaemonSet"] as const;

/** The workload that Lazo changes for a place: its Rollout, else its Deployment, its StatefulSet, its DaemonSet. */
export function changeableTarget(place: { targets: Target[] }): Target | null {
	const ordered = [...place.targets].sort((a, b) => (a.id < b.id ? -1 : 1));
	for (const wanted of changeableKinds) {
		const found = ordered.find(({ kind }) => kind === wanted);
		if (found) return found;
	}
	return null;
}

/** Where a target is in its cluster. Throws Problem 422 for a kind that Lazo does not change. */
export function refOf({ kind, namespace, name }: Pick<Target, "kind" | "namespace" | "name">): WorkloadRef {
	const known = changeableKinds.find((one) => one === kind);
	if (!known) throw invalid("no-target", `Lazo does not change a ${kind}.`, { kind });
	return { kind: known, namespace, name };
}

type Asked = {
	autoRollback: string | null;
	environment: { autoRollback: string | null };
	service: { annotations: unknown };
};

/** What happens by itself when a deployment goes wrong: the place's setting, the environment's, then the catalog entity's. */
export function autoRollbackOf({ autoRollback, environment, service }: Asked): AutoRollback {
	const { annotations } = service;
	const annotated =
		typeof annotations === "object" && annotations !== null
			? Object.entries(annotations).find(([name]) => name === "lazo.dev/auto-rollback")?.[1]
			: undefined;
	return autoRollbackSchema.catch("off").parse(autoRollback ?? environment.autoRollback ?? annotated ?? "off");
}
