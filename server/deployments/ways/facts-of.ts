import { db } from "#server/platform/database.ts";
import type { Deployment } from "../../../prisma/generated/client.ts";
import type { FoundPlace } from "../internal/find-place.ts";
import type { Facts } from "./map-inputs.ts";

/** What is known of a deployment, in the words of a mapping of inputs. */
export async function factsOf(deployment: Deployment, { service, environment }: FoundPlace): Promise<Facts> {
	const { id, image, digest, artifactId } = deployment;
	const artifact = artifactId ? await db().artifact.findUnique({ where: { id: artifactId } }) : null;
	return {
		environment: environment.name,
		service: service.name,
		image,
		digest,
		repository: image.replace(/@.*$/, ""),
		version: artifact?.version ?? null,
		commit: artifact?.commitSha ?? null,
		deployment: id,
	};
}
