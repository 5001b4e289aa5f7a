import { ensureNode, link } from "#server/loop/link.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent, touch } from "#server/platform/events.ts";
import { findItemKeys } from "../links/find-item-keys.ts";
import { linkItems } from "../links/link-items.ts";
import { findService } from "./find-service.ts";
import type { ObservedPull } from "./observed.ts";
import { githubActor } from "./save-run.ts";

export type PullSighting = { repositoryId: string; pull: ObservedPull; observedAt: Date };

const rank = { open: 0, closed: 1, merged: 2 } as const;
type State = keyof typeof rank;

/**
 * Writes a pull request as it was seen; an older sighting changes nothing. Opened, merged and closed become events at their
 * own times. Ties it to the items that its title or branch names.
 */
export async function savePullRequest(
	tx: Transaction,
	sighting: PullSighting,
): Promise<{ id: string; changed: boolean }> {
	const { repositoryId, pull, observedAt } = sighting;
	const key = { repositoryId_number: { repositoryId, number: pull.number } };
	const data = { ...pull, observedAt };
	const { count } = await tx.pullRequest.createMany({ data: [{ repositoryId, ...data }], skipDuplicates: true });
	await tx.$queryRaw`select id from "PullRequest" where "repositoryId" = ${repositoryId}::uuid and number = ${pull.number} for update`;
	const known = await tx.pullRequest.findUniqueOrThrow({ where: key });
	const isNew = count > 0;
	if (!isNew && !isNewer(pull, known)) return { id: known.id, changed: false };
	if (!isNew) await tx.pullRequest.update({ where: { id: known.id }, data });
	const { slug } = await tx.repository.findUniqueOrThrow({ where: { id: repositoryId }, select: { slug: true } });
	const service = await findService(tx, repositoryId);
	const ref = { kind: "pull-request", key: `${slug}#${pull.number}`, pullRequestId: known.id } as const;
	const nodeId = await ensureNode(tx, ref, service?.id ?? null);
	await linkItems(tx, { nodeId, keys: findItemKeys(pull.title), source: "pull-request-title", confidence: "exact" });
	await linkItems(tx, {
		nodeId,
		keys: findItemKeys(pull.headRef.toUpperCase()),
		source: "branch-name",
		confidence: "derived",
	});
	const about = { id: known.id, serviceId: service?.id ?? null, teamId: service?.ownerTeamId ?? null };
	await tellPull(tx, pull, { ...about, before: isNew ? null : known });
	return { id: known.id, changed: true };
}

function isNewer(next: ObservedPull, known: { updatedAt: Date; state: string }): boolean {
	const difference = next.updatedAt.getTime() - known.updatedAt.getTime();
	return difference > 0 || (difference === 0 && rank[next.state] > rank[known.state as State]);
}

type About = { id: string; serviceId: string | null; teamId: string | null; before: Known | null };
type Known = { state: string; labels: string[] };

async function tellPull(tx: Transaction, pull: ObservedPull, { id, serviceId, teamId, before }: About): Promise<void> {
	const base = { actor: githubActor, subject: { kind: "pull-request", id }, serviceId, teamId };
	const data = { number: pull.number, title: pull.title, by: pull.authorLogin };
	if (before === null)
		await recordEvent(tx, { ...base, type: "pull-request.opened", occurredAt: pull.createdAt, data });
	if (before && !sameLabels(pull.labels, before.labels))
		await recordEvent(tx, {
			...{ ...base, type: "pull-request.labeled", occurredAt: pull.updatedAt },
			data: { ...data, labels: pull.labels.join(", ") },
		});
	if (pull.state === before?.state) return touch(tx, [`pull-request:${id}`, "pull-requests"]);
	if (pull.state === "merged")
		await recordEvent(tx, { ...base, type: "pull-request.merged", occurredAt: pull.mergedAt ?? pull.updatedAt, data });
	if (pull.state === "closed")
		await recordEvent(tx, { ...base, type: "pull-request.closed", occurredAt: pull.closedAt ?? pull.updatedAt, data });
	if (pull.state === "open" && before !== null)
		await recordEvent(tx, { ...base, type: "pull-request.reopened", occurredAt: pull.updatedAt, data });
}

const sameLabels = (a: readonly string[], b: readonly string[]) =>
	new Set([...a, ...b]).size === new Set(a).size && new Set(b).size === new Set(a).size;

/** Ties a pull request to its commits, those that are known. */
export async function linkPullCommits(tx: Transaction, pullRequestId: string, shas: readonly string[]): Promise<void> {
	const pull = await tx.loopNode.findUnique({ where: { pullRequestId }, select: { id: true } });
	if (!pull) return;
	const commits = await tx.loopNode.findMany({
		where: { kind: "commit", key: { in: [...shas] } },
		select: { id: true },
	});
	for (const commit of commits)
		await link(tx, {
			from: pull.id,
			to: commit.id,
			kind: "contains",
			evidence: { source: "github-pull-request" },
			confidence: "exact",
		});
}
