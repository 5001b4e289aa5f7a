import { createHash } from "node:crypto";
import { db } from "#server/platform/database.ts";
import { noteVersion } from "./company.ts";

/** A version, the commit that it is of, the commits before that one, and the items that the commit names. */
export type Told = { version: string; after: readonly string[]; items?: readonly string[] };

const hex = (text: string) => createHash("sha256").update(text).digest("hex");
/** The commit and the digest of a version of `tellVersions`. */
export const shaOf = (version: string): string => hex(version).slice(0, 40);
export const digestOf = (version: string): string => `sha256:${hex(version)}`;

/** Commits of a service's repository with an image of each, tied to the items they name, as the observers leave them. */
export async function tellVersions(service: string, story: readonly Told[]): Promise<void> {
	const slug = `almena/${service}`;
	const repository = await db().repository.upsert({
		where: { slug },
		create: { slug, url: "https://git.test", defaultBranch: "main", observedAt: new Date() },
		update: {},
	});
	await db().entity.updateMany({ where: { name: service }, data: { repositoryId: repository.id } });
	for (const { version, after, items = [] } of story) {
		const sha = shaOf(version);
		const commit = await db().commit.create({
			data: {
				...{ repositoryId: repository.id, sha, message: version, authorName: "a", authoredAt: new Date() },
				...{ parents: after.map(shaOf), url: "https://git.test/c" },
			},
		});
		const node = await db().loopNode.create({ data: { kind: "commit", key: sha, commitId: commit.id } });
		for (const key of items) await tieItem(key, node.id);
		await noteVersion({ service, version, digest: digestOf(version), repository: `registry.test/almena/${service}` });
		await db().artifact.update({
			where: { digest: digestOf(version) },
			data: { commitSha: sha, commitId: commit.id },
		});
	}
}

async function tieItem(key: string, toId: string): Promise<void> {
	const item = await makeItem(key);
	const node = await db().loopNode.upsert({
		where: { kind_key: { kind: "item", key } },
		create: { kind: "item", key, itemId: item.id },
		update: {},
	});
	const evidence = { source: "commit-message", key };
	await db().loopEdge.create({
		data: { fromId: node.id, toId, kind: "implemented-by", evidence, confidence: "exact" },
	});
}

/** An item by its key, in the first team. */
export async function makeItem(key: string, more: { parentId?: string } = {}): Promise<{ id: string }> {
	const team = await db().team.findFirstOrThrow({ orderBy: { name: "asc" } });
	const number = Number(key.split("-")[1]);
	return db().item.upsert({
		where: { key },
		create: {
			...{ teamId: team.id, key, number, title: `Item ${key}`, type: "incident", state: "todo" },
			...{ rank: key, priority: "high", ...more },
		},
		update: {},
	});
}

type Trouble = { service: string; environmentId: string; item: string; open?: boolean };

/** An incident whose family owns an item. */
export async function makeIncident({ service, environmentId, item, open = false }: Trouble) {
	const { id: serviceId } = await db().entity.findFirstOrThrow({ where: { name: service } });
	const { id: itemId } = await makeItem(item);
	const family = await db().incidentFamily.upsert({
		where: { itemId },
		create: { serviceId, environmentId, cause: `trouble of ${item}`, itemId },
		update: {},
	});
	const now = new Date();
	return db().incident.create({
		data: {
			...{ familyId: family.id, serviceId, environmentId, title: { code: "alert", alert: item } },
			...{ severity: "critical", status: open ? "open" : "resolved", startedAt: now, detectedAt: now },
			resolvedAt: open ? null : now,
		},
	});
}

/** A pod template that ran in a place; the newest `seenAt` is what runs. */
export async function makeRevision(about: { service: string; version: string; seenAt: Date; env?: object }) {
	const { service, version, seenAt, env = {} } = about;
	const target = await db().deploymentTarget.findFirstOrThrow({ where: { name: service } });
	const image = `registry.test/almena/${service}@${digestOf(version)}`;
	const list = Object.entries(env).map(([name, value]) => ({ name, value }));
	return db().revisionTemplate.create({
		data: {
			...{ targetId: target.id, hash: hex(JSON.stringify([version, env])), image, digest: digestOf(version) },
			template: { metadata: {}, spec: { containers: [{ name: "app", image, env: list }] } },
			...{ firstSeenAt: seenAt, lastSeenAt: seenAt },
		},
	});
}
