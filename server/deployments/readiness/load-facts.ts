import { z } from "zod";
import type { Reader } from "#server/platform/database.ts";
import { changeableTarget, type FoundPlace, type Target } from "../internal/find-place.ts";
import type { Container, Facts } from "./rules.ts";

const amounts = z.record(z.string(), z.coerce.string()).nullish().catch(null);
const containerSchema = z.object({
	name: z.string(),
	image: z.string().default(""),
	readinessProbe: z.unknown(),
	resources: z.object({ requests: amounts, limits: amounts }).nullish().catch(null),
});
const templateSchema = z.object({ spec: z.object({ containers: z.array(containerSchema).min(1) }) });
const linksSchema = z.array(z.object({ title: z.string().optional(), icon: z.string().optional() })).catch([]);

/** What the rows say of a place: its newest template, its workload, its autoscaler and its catalog entity. */
export async function loadFacts(reader: Reader, place: FoundPlace): Promise<Facts> {
	const { service, environment } = place;
	const target = changeableTarget(place);
	return {
		production: environment.production,
		kind: target?.kind ?? null,
		...(target ? await ofTarget(reader, target) : { containers: null, replicas: null, minReadySeconds: null }),
		owned: service.ownerTeamId !== null,
		annotations: service.annotations,
		links: linksSchema.parse(service.links),
	};
}

async function ofTarget(reader: Reader, target: Target) {
	const { id, container, connectionId, namespace, kind, name } = target;
	const [revision, workload, autoscaler] = await Promise.all([
		reader.revisionTemplate.findFirst({ where: { targetId: id }, orderBy: { lastSeenAt: "desc" } }),
		reader.workload.findUnique({
			where: { connectionId_namespace_kind_name: { connectionId, namespace, kind, name } },
		}),
		reader.autoscaler.findFirst({ where: { connectionId, namespace, targetKind: kind, targetName: name } }),
	]);
	const seen = workload?.deletedAt === null ? workload : null;
	return {
		containers: containersOf(revision?.template, container),
		replicas: seen && (autoscaler?.minReplicas ?? seen.desired),
		minReadySeconds: seen?.minReadySeconds ?? null,
	};
}

/** The containers of a stored template, that of the service first; null when there is none to read. */
function containersOf(template: unknown, main: string): Container[] | null {
	const read = templateSchema.safeParse(template);
	if (!read.success) return null;
	return read.data.spec.containers
		.map(({ name, image, readinessProbe, resources }) => ({
			...{ name, image, probed: typeof readinessProbe === "object" && readinessProbe !== null },
			...{ requests: resources?.requests ?? {}, limits: resources?.limits ?? {} },
		}))
		.sort((a, b) => Number(b.name === main) - Number(a.name === main));
}
