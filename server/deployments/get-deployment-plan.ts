import { authorize } from "#server/access/authorize.ts";
import { decide } from "#server/access/decide.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db, type Reader } from "#server/platform/database.ts";
import { listGates } from "./gates/list-gates.ts";
import { commitsBetween, itemsOfCommits } from "./internal/commits-between.ts";
import { currentRevision, findArtifact } from "./internal/current-revision.ts";
import { autoRollbackOf, type FoundPlace, findPlace } from "./internal/find-place.ts";
import { codedSchema, type DeploymentPlan } from "./schema.ts";
import { wayOf } from "./ways/way-of.ts";

type Asked = { service: string; environment: string; digest: string };

/** What the confirm sheet shows: from and to, the commits and items between, the last incident, every gate. Throws Problem 404, 422. */
export async function getDeploymentPlan(
	actor: Actor,
	{ service, environment, digest }: Asked,
): Promise<DeploymentPlan> {
	const place = await findPlace(db(), service, environment);
	await authorize(actor, "deployments.read", {
		teamId: place.service.ownerTeamId,
		environment: place.environment,
		subject: { kind: "service", id: place.serviceId },
	});
	const current = await currentRevision(db(), place);
	const from = current.digest ? await findArtifact(db(), current.digest) : null;
	const to = await findArtifact(db(), digest);
	const between = await changesBetween(db(), from?.commitSha ?? null, to?.commitSha ?? null);
	const [gates, lastIncident] = await Promise.all([
		listGates({ reader: db(), place, digest, now: new Date() }),
		db().incident.findFirst({
			where: { serviceId: place.serviceId, environmentId: place.environmentId },
			orderBy: { startedAt: "desc" },
		}),
	]);
	return {
		...placeRefs(place),
		from: {
			image: current.image,
			digest: current.digest,
			version: from?.version ?? null,
			commitSha: from?.commitSha ?? null,
			since: place.runningSince?.toISOString() ?? null,
		},
		to: {
			image: to ? `${to.repository}@${digest}` : null,
			digest,
			version: to?.version ?? null,
			commitSha: to?.commitSha ?? null,
			createdAt: to?.createdAt.toISOString() ?? null,
		},
		...between,
		lastIncident: lastIncident && {
			id: lastIncident.id,
			number: lastIncident.number,
			title: codedSchema.catch({ code: "unknown" }).parse(lastIncident.title),
			startedAt: lastIncident.startedAt.toISOString(),
		},
		autoRollback: autoRollbackOf(place),
		way: wayOf(place).kind,
		gates,
		open: gates.every(({ state }) => state !== "fail"),
		mayOverride: decide(actor, "gate.override", { teamId: place.service.ownerTeamId, environment: place.environment })
			.allowed,
	};
}

const placeRefs = ({ service, environment }: FoundPlace) => ({
	service: { id: service.id, name: service.name, title: service.title },
	environment: {
		id: environment.id,
		name: environment.name,
		title: environment.title,
		rank: environment.rank,
		production: environment.production,
	},
});

/** The commits that a change brings, or, going back, that it takes away, with the items they implement. */
async function changesBetween(reader: Reader, from: string | null, to: string | null) {
	if (!from || !to) return { commits: [], items: [], direction: "unknown" as const };
	if (from === to) return { commits: [], items: [], direction: "same" as const };
	const forward = await commitsBetween(reader, { from, to });
	const found = forward.reached ? forward : await commitsBetween(reader, { from: to, to: from });
	if (!found.reached) return { commits: [], items: [], direction: "unknown" as const };
	const items = await itemsOfCommits(
		reader,
		found.commits.map(({ id }) => id),
	);
	const touched = [...items.values()].flat();
	return {
		direction: forward.reached ? ("forward" as const) : ("back" as const),
		commits: found.commits.map(({ id, sha, message, authorName, authorLogin, authoredAt, url }) => ({
			sha,
			title: message.split("\n")[0] ?? "",
			author: authorLogin ?? authorName,
			at: new Date(authoredAt).toISOString(),
			url,
			items: (items.get(id) ?? []).map(({ key, title }) => ({ key, title })),
		})),
		items: [...new Map(touched.map((item) => [item.key, item])).values()],
	};
}
