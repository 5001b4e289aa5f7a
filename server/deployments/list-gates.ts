import type { Reader } from "#server/platform/database.ts";
import { changeableTarget, type FoundPlace } from "./internal/find-place.ts";
import type { Gate } from "./schema.ts";

/** A cluster that was silent for so long counts as away. */
export const silentMs = 60_000;

/** Everything that speaks for or against bringing a digest to a place, each as a line. */
export async function listGates(
	reader: Reader,
	{ place, digest }: { place: FoundPlace; digest: string },
): Promise<Gate[]> {
	return [
		...(await artifactGates(reader, place, digest)),
		await holdGate(reader, place.serviceId, digest),
		await rolloutGate(reader, place),
		...targetGates(place),
		await incidentGate(reader, place),
	];
}

const gate = (code: string, state: Gate["state"], params: Gate["params"] = {}): Gate => ({
	code,
	state,
	params,
	override: null,
});

async function artifactGates(reader: Reader, place: FoundPlace, digest: string): Promise<Gate[]> {
	const artifact = await reader.artifact.findUnique({ where: { digest }, include: { service: true } });
	if (!artifact) return [gate("version-known", "fail", { digest })];
	const foreign = artifact.serviceId !== null && artifact.serviceId !== place.serviceId;
	return [
		foreign
			? gate("version-known", "fail", { digest, owner: artifact.service?.name ?? null })
			: gate("version-known", "pass", { digest, version: artifact.version }),
		place.runningDigest === digest
			? gate("already-running", "warn", { digest })
			: gate("already-running", "pass", { digest }),
	];
}

async function holdGate(reader: Reader, serviceId: string, digest: string): Promise<Gate> {
	const hold = await reader.versionHold.findFirst({ where: { serviceId, digest, liftedAt: null } });
	if (!hold) return gate("version-held", "pass");
	return {
		...gate("version-held", "fail", { since: hold.createdAt.toISOString() }),
		override: { action: "hold.lift", id: hold.id },
	};
}

async function rolloutGate(reader: Reader, { serviceId, environmentId }: FoundPlace): Promise<Gate> {
	const running = await findActive(reader, { serviceId, environmentId });
	if (!running) return gate("no-other-rollout", "pass");
	return gate("no-other-rollout", "fail", { id: running.id, kind: running.kind, by: nameOf(running.actor) });
}

function targetGates(place: FoundPlace): Gate[] {
	const target = changeableTarget(place);
	if (!target) return [gate("target-known", "fail", { environment: place.environment.name })];
	const { connection } = target;
	const silent = Date.now() - (connection.lastSuccessAt?.getTime() ?? 0) > silentMs;
	const several = place.targets.filter(({ kind }) => kind === "Deployment").length;
	return [
		several > 1
			? gate("target-known", "fail", { several })
			: gate("target-known", "pass", { cluster: connection.name, namespace: target.namespace, name: target.name }),
		gate("cluster-reachable", silent ? "fail" : "pass", {
			cluster: connection.name,
			since: connection.lastSuccessAt?.toISOString() ?? null,
		}),
	];
}

async function incidentGate(reader: Reader, { serviceId, environmentId }: FoundPlace): Promise<Gate> {
	const open = await reader.incident.findFirst({
		where: { serviceId, environmentId, resolvedAt: null },
		orderBy: { startedAt: "desc" },
	});
	return open
		? gate("no-open-incident", "warn", { number: open.number, id: open.id })
		: gate("no-open-incident", "pass");
}

/** The one rollout that is under way there, or null. */
export const findActive = (
	reader: Reader,
	{ serviceId, environmentId }: { serviceId: string; environmentId: string },
) =>
	reader.deployment.findFirst({
		where: { serviceId, environmentId, status: { in: ["requested", "applying", "rolling"] } },
		orderBy: { requestedAt: "desc" },
	});

/** How an actor that was written down is called. */
export function nameOf(actor: unknown): string {
	if (typeof actor !== "object" || actor === null) return "?";
	const { name, login, id } = actor as { name?: unknown; login?: unknown; id?: unknown };
	return String(name ?? login ?? id ?? "?");
}
