import { GitHubError } from "#server/connectors/github/github-error.ts";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import { readDelivery } from "#server/connectors/kubernetes/read-delivery.ts";
import { mainContainer } from "#server/connectors/kubernetes/template.ts";
import { db } from "#server/platform/database.ts";
import { conflict } from "#server/platform/errors.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Deployment } from "../../../prisma/generated/client.ts";
import { refuseChanged } from "../internal/apply-to-cluster.ts";
import { changeableTarget, type FoundPlace } from "../internal/find-place.ts";
import type { Carried } from "./carried.ts";
import { commitDigest } from "./commit-digest.ts";
import { imageFits } from "./image-fits.ts";
import { liveWorkload } from "./live-workload.ts";
import type { Carrier, GitopsWay } from "./schema.ts";
import { carrierOf, wayOf } from "./way-of.ts";

type InGit = Extract<Carrier, { kind: "git" }>;

/**
 * Writes the version to the environment repository and waits until the cluster holds it: the commit, or the merge of the pull
 * request, comes first, so that what the page says is never ahead of Git. Throws Problem `way-changed`, `changed-meanwhile`,
 * `git-refused`, `pull-closed`, `delivery-failed`, and what `commitDigest` throws.
 */
export async function carryByGit(deployment: Deployment, place: FoundPlace): Promise<Carried> {
	const way = wayOf(place);
	if (way.kind !== "gitops")
		throw conflict("way-changed", "Somebody chose another way to deploy since this was requested.");
	const known = carrierOf(deployment);
	const carrier = known?.kind === "git" ? await followPull(known) : await handOver(deployment, place, way);
	if (carrier !== known) await save(deployment.id, carrier, way);
	if (carrier.sha === null) return { state: "waiting" };
	const live = await liveWorkload(place);
	const image = mainContainer(live.template, changeableTarget(place)?.container)?.image ?? "";
	if (imageFits(image, deployment)) return { state: "applied", live };
	await refuseFailedDelivery(place, way, carrier);
	return { state: "waiting" };
}

async function handOver(deployment: Deployment, place: FoundPlace, way: GitopsWay): Promise<InGit> {
	if (deployment.kind === "deploy")
		refuseChanged(await liveWorkload(place), deployment, changeableTarget(place)?.container ?? "");
	try {
		return { kind: "git", repository: way.repository, ...(await commitDigest(deployment, place, way)) };
	} catch (error) {
		// Another commit was faster (409): the file is read again at the next try.
		const refused = error instanceof GitHubError && ["refused", "not-found", "unreadable"].includes(error.code);
		if (!refused || error.status === 409) throw error;
		throw conflict("git-refused", "GitHub did not take the commit.", { message: error.message });
	}
}

/** How a pull request stands, by what pipelines keep of it. */
async function followPull(carrier: InGit): Promise<InGit> {
	if (carrier.pull === null || carrier.sha !== null) return carrier;
	const pull = await db().pullRequest.findFirst({
		where: { number: carrier.pull, repository: { slug: carrier.repository } },
	});
	if (pull?.state === "closed")
		throw conflict("pull-closed", "The pull request was closed without being merged.", {
			number: carrier.pull,
			url: carrier.url,
		});
	if (pull?.state !== "merged") return carrier;
	return { ...carrier, sha: pull.mergeSha ?? pull.headSha, at: (pull.mergedAt ?? pull.updatedAt).toISOString() };
}

/** Keeps what carries a deployment; its deadline begins when Git says it. */
async function save(id: string, carrier: InGit, { minutes }: GitopsWay): Promise<void> {
	const deadlineAt = carrier.sha === null ? null : new Date(Date.now() + minutes * 60_000);
	await transaction(async (tx) => {
		await tx.deployment.updateMany({ where: { id, status: "applying" }, data: { carrier, deadlineAt } });
		await touch(tx, [`deployment:${id}`]);
	});
}

/** Ends a deployment whose commit Argo CD or Flux tried and could not bring to the cluster. */
async function refuseFailedDelivery(place: FoundPlace, { follow }: GitopsWay, { at }: InGit): Promise<void> {
	const target = changeableTarget(place);
	if (!follow || !target) return;
	const delivery = await readDelivery(clusterOf(target.connectionId), follow).catch((error: unknown) => {
		// Its own word is a help, not a condition: the pods decide, and the deadline.
		if (error instanceof KubernetesError) return null;
		throw error;
	});
	// Times of Kubernetes are whole seconds.
	const since = at === null ? 0 : Math.floor(Date.parse(at) / 1_000) * 1_000;
	if (!delivery || delivery.ok || delivery.at.getTime() < since) return;
	throw conflict("delivery-failed", "The commit could not be brought to the cluster.", {
		what: follow.kind === "argocd" ? "Argo CD" : "Flux",
		name: follow.name,
		message: delivery.message.slice(0, 500),
	});
}
