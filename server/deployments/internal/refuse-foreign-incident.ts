import type { Reader } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";

type Place = { serviceId: string; environmentId: string };

/**
 * Lets a rollback name only an incident of its own service, or one whose suspect it takes back: it would stand in the story of
 * that incident, and its fix would lift the hold. Throws Problem 404.
 */
export async function refuseForeignIncident(
	reader: Reader,
	{ serviceId, environmentId }: Place,
	id: string | null | undefined,
): Promise<void> {
	if (!id) return;
	const own = await reader.incident.findFirst({
		where: { id, OR: [{ serviceId }, { suspect: { serviceId, environmentId } }] },
		select: { id: true },
	});
	if (!own) throw notFound("incident", id);
}
