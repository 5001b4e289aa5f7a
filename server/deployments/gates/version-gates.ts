import { type GateQuestion, gate } from "./gate.ts";
import type { Gate } from "./schema.ts";

/** Whether the version is known and this service's own, is not what runs already, and is not held. */
export async function versionGates({ reader, place, digest }: GateQuestion): Promise<Gate[]> {
	const artifact = await reader.artifact.findUnique({ where: { digest }, include: { service: true } });
	if (!artifact) return [gate("version-known", "fail", { digest })];
	const foreign = artifact.serviceId !== null && artifact.serviceId !== place.serviceId;
	return [
		foreign
			? gate("version-known", "fail", { digest, owner: artifact.service?.name ?? null })
			: gate("version-known", "pass", { digest, version: artifact.version }),
		gate("already-running", place.runningDigest === digest ? "warn" : "pass", { digest }),
		await holdGate({ reader, place, digests: await builtFromSameCommit(reader, artifact) }),
	];
}

/** The digest itself and every other image of its service that was built from the same commit: a re-run changes nothing. */
async function builtFromSameCommit(
	reader: GateQuestion["reader"],
	{ digest, serviceId, commitSha }: { digest: string; serviceId: string | null; commitSha: string | null },
): Promise<string[]> {
	if (!serviceId || !commitSha) return [digest];
	const twins = await reader.artifact.findMany({
		where: { serviceId, commitSha },
		select: { digest: true },
		take: 100,
	});
	return [digest, ...twins.map((twin) => twin.digest)];
}

type Held = Pick<GateQuestion, "reader" | "place"> & { digests: string[] };

async function holdGate({ reader, place, digests }: Held): Promise<Gate> {
	const hold = await reader.versionHold.findFirst({
		where: { serviceId: place.serviceId, digest: { in: digests }, liftedAt: null },
		include: { incident: { select: { number: true } } },
	});
	if (!hold) return gate("version-held", "pass");
	return {
		...gate("version-held", "fail", {
			since: hold.createdAt.toISOString(),
			...(hold.incident && { incident: hold.incident.number, incidentId: hold.incidentId }),
		}),
		override: { action: "hold.lift", id: hold.id },
	};
}
