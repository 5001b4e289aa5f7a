import { listApprovals } from "#server/deployments/approvals/list-approvals.ts";
import { listRunbookRuns } from "#server/incidents/runbooks/list-runbook-runs.ts";
import type { Actor } from "#server/platform/actor.ts";
import type { Home } from "./schema.ts";

const most = 10;

/** What waits for this person's word, the oldest first. */
export async function loadApprovals(actor: Actor): Promise<Home["approvals"]> {
	const deployments = (await listApprovals(actor, { waiting: true })).items.filter(({ mayDecide }) => mayDecide);
	const runbooks = (await listRunbookRuns(actor, { waiting: true, limit: 100 })).items.filter((run) => run.mayDecide);
	return [
		...deployments.map(({ id, service, environment, version, digest, requestedBy, requestedAt }) => ({
			...{ id, kind: "deployment" as const, service: service.name, environment: environment.name },
			...{ what: version ?? digest.slice(7, 19), by: nameOf(requestedBy), at: requestedAt, href: "/deployments" },
		})),
		...runbooks.map(({ id, service, environment, title, by, requestedAt }) => ({
			...{ id, kind: "runbook" as const, service: service.name, environment: environment.name },
			...{ what: title, by: nameOf(by), at: requestedAt, href: `/runbook-runs/${id}` },
		})),
	]
		.sort((a, b) => a.at.localeCompare(b.at))
		.slice(0, most);
}

type Who = { id: string; name?: string | undefined; login?: string | undefined };
const nameOf = ({ id, login = id, name = login }: Who): string => name;
