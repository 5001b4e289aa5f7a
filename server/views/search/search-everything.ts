import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { SearchHit } from "./schema.ts";

const each = 6;

/** The best few services, items, deployments and incidents for a text; exact keys and numbers first. */
export async function searchEverything(actor: Actor, text: string): Promise<SearchHit[]> {
	await authorize(actor, "catalog.read", { subject: { kind: "search", id: "all" } });
	const wanted = text.trim();
	if (wanted.length < 2) return [];
	const found = await Promise.all([
		findItems(wanted),
		findServices(wanted),
		findIncidents(wanted),
		findDeployments(wanted),
	]);
	return found.flat();
}

async function findServices(text: string): Promise<SearchHit[]> {
	const contains = { contains: text, mode: "insensitive" } as const;
	const rows = await db().entity.findMany({
		where: { kind: "component", orphanedAt: null, OR: [{ name: contains }, { title: contains }] },
		include: { owner: { select: { title: true } } },
		orderBy: { name: "asc" },
		take: each,
	});
	return rows.map(({ id, name, title, owner }) => ({
		kind: "service",
		id,
		title,
		detail: owner?.title ?? "",
		href: `/services/${encodeURIComponent(name)}`,
	}));
}

async function findItems(text: string): Promise<SearchHit[]> {
	const rows = await db().item.findMany({
		where: { OR: [{ key: { startsWith: text.toUpperCase() } }, { title: { contains: text, mode: "insensitive" } }] },
		orderBy: { updatedAt: "desc" },
		take: each,
	});
	return rows.map(({ id, key, title, state }) => ({
		kind: "item",
		id,
		title: `${key} ${title}`,
		detail: state,
		href: `/items/${key}`,
	}));
}

async function findIncidents(text: string): Promise<SearchHit[]> {
	const number = /^#?(\d{1,9})$/.exec(text)?.[1];
	const rows = await db().incident.findMany({
		where: number
			? { number: Number(number) }
			: {
					service: {
						OR: [{ name: { contains: text, mode: "insensitive" } }, { title: { contains: text, mode: "insensitive" } }],
					},
				},
		include: { service: { select: { title: true } }, environment: { select: { title: true } } },
		orderBy: { startedAt: "desc" },
		take: 3,
	});
	return rows.map(({ id, number: found, status, service, environment }) => ({
		kind: "incident",
		id,
		title: `#${found} ${service.title} · ${environment.title}`,
		detail: status,
		href: `/incidents/${found}`,
	}));
}

async function findDeployments(text: string): Promise<SearchHit[]> {
	const hex = /^(?:sha256:)?([0-9a-f]{6,64})$/i.exec(text)?.[1]?.toLowerCase();
	const rows = await db().deployment.findMany({
		where: hex
			? { digest: { startsWith: `sha256:${hex}` } }
			: { service: { name: { startsWith: text.toLowerCase() } } },
		include: {
			service: { select: { title: true } },
			environment: { select: { title: true } },
			artifact: { select: { version: true } },
		},
		orderBy: { requestedAt: "desc" },
		take: 3,
	});
	return rows.map(({ id, digest, status, service, environment, artifact }) => ({
		kind: "deployment",
		id,
		title: `${service.title} ${artifact?.version ?? digest?.slice(7, 19) ?? ""} → ${environment.title}`,
		detail: status,
		href: `/deployments/${id}`,
	}));
}
