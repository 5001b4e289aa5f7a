import type { Reader } from "#server/platform/database.ts";
import type { ShownCarrier } from "./schema.ts";
import { carrierOf } from "./way-of.ts";

/** What carries a deployment, with how far it has come; null when Lazo writes to the cluster itself. */
export async function showCarrier(reader: Reader, deployment: { carrier: unknown }): Promise<ShownCarrier | null> {
	const carrier = carrierOf(deployment);
	if (!carrier) return null;
	if (carrier.kind === "git") {
		const { kind, repository, sha, pull, url } = carrier;
		return { kind, repository, sha, pull, url };
	}
	const request = await reader.runRequest.findUnique({
		where: { id: carrier.requestId },
		include: { run: true, workflow: { include: { repository: true } } },
	});
	if (!request) return null;
	const { run, workflow } = request;
	return {
		kind: "run",
		workflow: workflow.name,
		repository: workflow.repository.slug,
		run: run && {
			...{ id: run.id, number: run.number, url: run.url, status: run.status, conclusion: run.conclusion },
		},
	};
}
