import type { Reader } from "#server/platform/database.ts";

/** The service and environment that an alert is about. */
export type AlertPlace = {
	service: { id: string; name: string; ownerTeamId: string | null } | null;
	environment: { id: string; name: string; production: boolean } | null;
};

const serviceLabels = ["service", "app", "app_kubernetes_io_name", "job"];
const environmentLabels = ["environment", "env", "deployment_environment_name"];

/** Finds them by the labels that route alerts; the namespace stands in for a missing environment label. */
export async function matchAlert(reader: Reader, labels: Record<string, string>): Promise<AlertPlace> {
	const names = serviceLabels.flatMap((label) => labels[label] ?? []);
	const services =
		names.length === 0
			? []
			: await reader.entity.findMany({
					where: { kind: "component", name: { in: names } },
					select: { id: true, name: true, ownerTeamId: true },
				});
	const service =
		names.map((name) => services.find((one) => one.name === name)).find((one) => one !== undefined) ?? null;
	// What a preview is troubled by is no environment's trouble, even where its programs say that they run in one.
	if (labels.namespace && (await reader.preview.count({ where: { namespace: labels.namespace } })) > 0)
		return { service, environment: null };
	const named = environmentLabels.flatMap((label) => labels[label] ?? []);
	const where =
		named.length > 0
			? { name: { in: named } }
			: labels.namespace
				? { services: { some: { targets: { some: { namespace: labels.namespace } } } } }
				: null;
	const environment =
		where && (await reader.environment.findFirst({ where, select: { id: true, name: true, production: true } }));
	return { service, environment };
}
