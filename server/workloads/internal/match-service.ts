import type { WorkloadObject } from "#server/connectors/kubernetes/objects.ts";
import type { Reader } from "#server/platform/database.ts";

/** A name that may be a service's, and the mark it was read from. */
export type Candidate = { name: string; by: string };

type Marked = Pick<WorkloadObject, "labels" | "annotations" | "template">;

/** Names that a workload's marks give for its service, the surest first. */
export function serviceCandidates({ labels, annotations, template }: Marked): Candidate[] {
	const inner = template.metadata?.labels ?? {};
	const label = (name: string) => labels[name] ?? inner[name];
	const tracking = annotations["argocd.argoproj.io/tracking-id"]?.split(":")[0];
	const found: [string, string | undefined][] = [
		["lazo.dev/service", label("lazo.dev/service")],
		["backstage.io/kubernetes-id", label("backstage.io/kubernetes-id")],
		["argocd.argoproj.io/tracking-id", tracking],
		["keptn.sh/workload", annotations["keptn.sh/app"] ? annotations["keptn.sh/workload"] : undefined],
		["app.kubernetes.io/name", label("app.kubernetes.io/part-of") ? label("app.kubernetes.io/name") : undefined],
	];
	return found.flatMap(([by, name]) => (name ? [{ by, name }] : []));
}

/** The service of a workload by its surest mark that the catalog knows; null leaves it unclaimed. */
export async function matchService(
	reader: Reader,
	workload: Marked,
): Promise<{ serviceId: string; by: string } | null> {
	for (const { name, by } of serviceCandidates(workload)) {
		const entity = await reader.entity.findFirst({
			where: {
				ref: { startsWith: "component:" },
				OR:
					by === "backstage.io/kubernetes-id"
						? [{ annotations: { path: ["backstage.io/kubernetes-id"], equals: name } }, { name }]
						: [{ name }],
			},
			orderBy: { ref: "asc" },
			select: { id: true },
		});
		if (entity) return { serviceId: entity.id, by };
	}
	return null;
}
