import {
	Activity,
	Boxes,
	GitBranch,
	Home,
	Kanban,
	type LucideIcon,
	Rocket,
	Settings,
	Siren,
	Waypoints,
} from "lucide-react";

/** A section of Lazo: its address, the key that jumps to it after `g`, its icon. */
export type Section = {
	name: SectionName;
	href: string;
	key: string;
	icon: LucideIcon /** Other addresses whose things belong to it. */;
	also?: readonly string[];
};
export type SectionName =
	| "home"
	| "catalog"
	| "planning"
	| "pipelines"
	| "deployments"
	| "incidents"
	| "metrics"
	| "thread"
	| "settings";

export const sections: readonly Section[] = [
	{ name: "home", href: "/", key: "h", icon: Home },
	{ name: "catalog", href: "/catalog", key: "c", icon: Boxes, also: ["/services", "/teams"] },
	{ name: "planning", href: "/planning", key: "p", icon: Kanban, also: ["/items", "/sprints", "/backlog"] },
	{ name: "pipelines", href: "/pipelines", key: "b", icon: GitBranch, also: ["/runs", "/artifacts", "/commits"] },
	{ name: "deployments", href: "/deployments", key: "d", icon: Rocket, also: ["/previews"] },
	{ name: "incidents", href: "/incidents", key: "i", icon: Siren, also: ["/runbook-runs"] },
	{ name: "metrics", href: "/metrics", key: "m", icon: Activity },
	{ name: "thread", href: "/thread", key: "t", icon: Waypoints },
	{ name: "settings", href: "/settings", key: "s", icon: Settings, also: ["/api"] },
];

/** Whether a path lies in a section. */
export function isInSection(path: string, { href, also = [] }: Pick<Section, "href" | "also">): boolean {
	if (href === "/") return path === "/";
	return [href, ...also].some((start) => path === start || path.startsWith(`${start}/`));
}
