import { z } from "zod";
import type { Evidence, ThreadNode } from "../schema.ts";
import type { Thing } from "./things.ts";

const actorName = z.object({ name: z.string().optional(), login: z.string().optional(), id: z.string() });
const codeSchema = z.object({ code: z.string() });

const short = (digest: string) => digest.replace("sha256:", "").slice(0, 12);
const firstLine = (text: string) => text.split("\n", 1)[0]?.slice(0, 200) ?? "";
const who = (actor: unknown) => {
	const parsed = actorName.safeParse(actor);
	return parsed.success ? (parsed.data.name ?? parsed.data.login ?? parsed.data.id) : null;
};

/** Who asked for it in Lazo, before GitHub's word, which knows only Lazo's own account. */
const starterOf = (run: NonNullable<Thing["run"]>) => who(run.request?.actor) ?? run.actorLogin;

type Described = Omit<ThreadNode, "nodeId" | "kind">;
const nothing = { state: null, who: null, at: null, environment: null, service: null, verdict: null, href: null };

/** What the screens say about a thing: label, title, state, who, when, and the path of its page. Null when its row is gone. */
export function describeThing(thing: Thing): ThreadNode | null {
	const described = describeRow(thing);
	return described && { nodeId: thing.id, kind: thing.kind as ThreadNode["kind"], ...described };
}

function describeRow(thing: Thing): Described | null {
	const { item, pullRequest, commit, run } = thing;
	if (item) {
		const at = item.finishedAt ?? item.startedAt ?? item.createdAt;
		return {
			...nothing,
			id: item.id,
			label: item.key,
			title: item.title,
			state: item.triage === "pending" ? "pending" : item.state,
			who: item.assignee?.name ?? null,
			at: at.toISOString(),
			service: item.service?.name ?? null,
			href: `/items/${item.key}`,
		};
	}
	if (pullRequest) {
		const at = pullRequest.mergedAt ?? pullRequest.closedAt ?? pullRequest.createdAt;
		return {
			...nothing,
			id: pullRequest.id,
			label: `${pullRequest.repository.slug}#${pullRequest.number}`,
			title: pullRequest.title,
			state: pullRequest.state,
			who: pullRequest.authorLogin,
			at: at.toISOString(),
			href: null,
		};
	}
	if (commit) {
		return {
			...nothing,
			id: commit.id,
			label: commit.sha.slice(0, 7),
			title: firstLine(commit.message),
			who: commit.authorLogin ?? commit.authorName,
			at: commit.authoredAt.toISOString(),
			href: `/commits/${commit.sha}`,
		};
	}
	if (run) {
		const at = run.completedAt ?? run.startedAt ?? run.createdAt;
		return {
			...nothing,
			id: run.id,
			label: `${run.name} #${run.number}`,
			title: run.branch ?? run.headSha.slice(0, 7),
			state: run.conclusion ?? run.status,
			who: starterOf(run),
			at: at.toISOString(),
			service: run.service?.name ?? null,
			href: `/runs/${run.id}`,
		};
	}
	return describeRelease(thing);
}

function describeRelease(thing: Thing): Described | null {
	const { artifact, deployment } = thing;
	if (artifact) {
		return {
			...nothing,
			id: artifact.id,
			label: short(artifact.digest),
			title: artifact.version ?? artifact.repository,
			at: artifact.createdAt.toISOString(),
			service: artifact.service?.name ?? null,
			href: `/artifacts/${artifact.digest}`,
		};
	}
	if (deployment) {
		const at = deployment.finishedAt ?? deployment.rolledOutAt ?? deployment.startedAt ?? deployment.requestedAt;
		return {
			...nothing,
			id: deployment.id,
			label: deployment.environment.name,
			title: deployment.kind,
			state: deployment.status,
			who: who(deployment.actor),
			at: at.toISOString(),
			environment: deployment.environment.name,
			service: deployment.service.name,
			verdict: deployment.verdict?.state ?? null,
			href: `/deployments/${deployment.id}`,
		};
	}
	return describeTrouble(thing);
}

function describeTrouble(thing: Thing): Described | null {
	const { alert, incident } = thing;
	if (alert) {
		return {
			...nothing,
			id: alert.id,
			label: alert.name,
			title: alert.environment?.name ?? "",
			state: alert.endsAt ? "resolved" : "firing",
			at: alert.startsAt.toISOString(),
			environment: alert.environment?.name ?? null,
			service: alert.service?.name ?? null,
			href: alert.incidentId ? `/incidents/${alert.incidentId}` : null,
		};
	}
	if (incident) {
		const code = codeSchema.safeParse(incident.title);
		return {
			...nothing,
			id: incident.id,
			label: `#${incident.number}`,
			title: code.success ? code.data.code : "",
			state: incident.status,
			at: incident.startedAt.toISOString(),
			environment: incident.environment.name,
			service: incident.service.name,
			href: `/incidents/${incident.id}`,
		};
	}
	return null;
}

/** The same as evidence of a station. */
export const asEvidence = (node: ThreadNode): Evidence => ({
	kind: node.kind,
	id: node.id,
	label: node.label,
	who: node.who,
	state: node.state,
});
