import { type GateQuestion, gate } from "./gate.ts";
import { holdGate } from "./hold-gate.ts";
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
		await holdGate({ reader, place, artifact }),
	];
}
