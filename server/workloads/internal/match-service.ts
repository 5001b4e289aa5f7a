import type { WorkloadObject } from "#server/connectors/kubernetes/objects.ts";
import type { Reader } from "#server/platform/database.ts";

/** A name that may be a service's, and the mark it was read from. */
export type Candidate = { name: string; by: string };
/** A service, and the mark that named it. */
export type Match = { serviceId: string; service: string; by: string };

type Marked = Pick<WorkloadObject, "labels" | "annotations" | "template">;
type Found = { id: string; name: string; kubernetesId: string | null };

const backstageId = "backstage.io/kubernetes-id";

/** Names that a workload's marks give for its service, the surest first. */
export function serviceCandidates({ labels, annotations, template }: Marked): Candidate[] {
	const inner = template.metadata?.labels ?? {};
	const label = (name: string) => labels[name] ?? inner[name];
	const tracking = annotations["argocd.argoproj.io/tracking-id"]?.split(":")[0];
	const found: [string, string | undefined][] = [
		["lazo.dev/service", label("lazo.dev/service")],
		[backstageId, label(backstageId)],
		["argocd.argoproj.io/tracking-id", tracking],
		["keptn.sh/workload", annotations["keptn.sh/app"] ? annotations["keptn.sh/workload"] : undefined],
		["app.kubernetes.io/name", label("app.kubernetes.io/part-of") ? label("app.kubernetes.io/name") : undefined],
	];
	return found.flatMap(([by, name]) => (name ? [{ by, name }] : []));
}

/**
 * The service of each workload by its surest mark that the catalog knows, in their order; null leaves one unclaimed. One query,
 * however many there are.
 */
export async function matchServices(reader: Reader, workloads: readonly Marked[]): Promise<(Match | null)[]> {
	const candidates = workloads.map(serviceCandidates);
	const names = [...new Set(candidates.flat().map(({ name }) => name))];
	if (names.length === 0) return candidates.map(() => null);
	const found = await reader.$queryRaw<Found[]>`
		select id::text, name, annotations ->> ${backstageId} as "kubernetesId" from "Entity"
		where ref like 'component:%' and (name = any(${names}) or annotations ->> ${backstageId} = any(${names}))
		order by ref`;
	const byName = firstBy(found, ({ name }) => name);
	const byMark = firstBy(found, ({ kubernetesId }) => kubernetesId);
	const find = ({ name, by }: Candidate) => {
		const [named, marked] = [byName.get(name), by === backstageId ? byMark.get(name) : undefined];
		// Of two that fit, the one that comes first in the catalog's order.
		return marked && (!named || found.indexOf(marked) < found.indexOf(named)) ? marked : named;
	};
	return candidates.map((of) => {
		for (const candidate of of) {
			const entity = find(candidate);
			if (entity) return { serviceId: entity.id, service: entity.name, by: candidate.by };
		}
		return null;
	});
}

function firstBy(found: Found[], keyOf: (one: Found) => string | null): Map<string, Found> {
	const first = new Map<string, Found>();
	for (const one of found) {
		const key = keyOf(one);
		if (key !== null && !first.has(key)) first.set(key, one);
	}
	return first;
}
