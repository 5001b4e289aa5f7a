import type { WallView } from "#server/views/wall/schema.ts";

/** What a wall can show at one time. */
export type WallPage =
	| { kind: "incident"; index: number }
	| { kind: "rollouts" }
	| { kind: "services"; from: number }
	| { kind: "sprint" };

/**
 * The pages that turn. While an incident is open and nobody has taken it, only incidents are shown; while something rolls
 * out, every second page is the rollout.
 */
export function wallPages(wall: WallView, servicesPerPage: number): WallPage[] {
	const open = wall.incidents.filter(({ status }) => status === "open").length;
	const incidents = wall.incidents.map((_, index) => ({ kind: "incident", index }) as const);
	if (open > 0) return incidents.slice(0, open);
	const names = serviceNames(wall);
	const services = Array.from(
		{ length: Math.ceil(names.length / servicesPerPage) || 1 },
		(_, page) => ({ kind: "services", from: page * servicesPerPage }) as const,
	);
	const calm: WallPage[] = [...incidents, ...services, ...(wall.sprint ? [{ kind: "sprint" } as const] : [])];
	return wall.rollouts.length > 0 ? calm.flatMap((page) => [{ kind: "rollouts" } as const, page]) : calm;
}

/** The services of a wall, those in trouble anywhere first, then by title. */
export function serviceNames(wall: WallView): { name: string; title: string }[] {
	const found = new Map<string, { name: string; title: string; trouble: boolean }>();
	for (const { services } of wall.environments) {
		for (const { name, title, status } of services) {
			const trouble = status === "failing" || status === "degraded";
			found.set(name, { name, title, trouble: trouble || (found.get(name)?.trouble ?? false) });
		}
	}
	return [...found.values()].sort((a, b) => Number(b.trouble) - Number(a.trouble) || a.title.localeCompare(b.title));
}
