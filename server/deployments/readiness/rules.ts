import { objectiveOf } from "#server/catalog/read/objective-of.ts";
import type { JudgedRule } from "./schema.ts";

/** A container of a pod template, as far as rules look at it. */
export type Container = {
	name: string;
	image: string;
	probed: boolean;
	requests: Readonly<Record<string, string>>;
	limits: Readonly<Record<string, string>>;
};

/** What the rules decide from. Null is what Lazo has not seen. */
export type Facts = {
	production: boolean;
	kind: string | null;
	/** The container that carries the service comes first. */
	containers: readonly Container[] | null;
	/** As asked for; where an autoscaler decides, the fewest it may choose. */
	replicas: number | null;
	minReadySeconds: number | null;
	owned: boolean;
	annotations: unknown;
	links: readonly { title?: string; icon?: string }[];
};

type Finding = Pick<JudgedRule, "state"> & Partial<Pick<JudgedRule, "params">>;
/** A rule: what it finds, or null where it does not apply. */
type Rule = { code: string; find: (facts: Facts) => Finding | null };

const unknown: Finding = { state: "unknown" };
const holds = (passes: boolean, params: JudgedRule["params"] = {}): Finding => ({
	state: passes ? "pass" : "fail",
	params,
});

/** Rules of production readiness, in the order they are shown. Each is decided from rows that are there when asked. */
export const rules: readonly Rule[] = [
	{
		code: "readiness-probe",
		find: ({ containers }) => {
			const [main] = containers ?? [];
			return main ? holds(main.probed, { container: main.name }) : unknown;
		},
	},
	{
		// A limit of CPU only slows a container down, so it is not asked for.
		code: "requests-and-limits",
		find: ({ containers }) => {
			if (!containers) return unknown;
			const lacking = containers.map((one) => ({ container: one.name, what: missingIn(one) })).find(({ what }) => what);
			return lacking ? holds(false, lacking) : holds(true);
		},
	},
	{
		code: "several-replicas",
		find: ({ production, kind, replicas }) => {
			if (!production || kind === "DaemonSet") return null;
			return replicas === null ? unknown : holds(replicas > 1, { count: replicas });
		},
	},
	{
		code: "image-pinned",
		find: ({ containers }) => {
			if (!containers) return unknown;
			const loose = containers.find(({ image }) => isLoose(image));
			return loose ? holds(false, { container: loose.name, image: loose.image }) : holds(true);
		},
	},
	{
		code: "min-ready-seconds",
		find: ({ minReadySeconds }) =>
			minReadySeconds === null ? unknown : holds(minReadySeconds > 0, { seconds: minReadySeconds }),
	},
	{ code: "owner-known", find: ({ owned }) => holds(owned) },
	{
		code: "objective-declared",
		find: ({ annotations }) => {
			const objective = objectiveOf(annotations);
			return holds(objective !== null, objective ? { percent: Math.round(objective.target * 1e5) / 1e3 } : {});
		},
	},
	{
		code: "runbook-linked",
		find: ({ links }) => holds(links.some(({ title = "", icon = "" }) => /run-?book/i.test(`${title} ${icon}`))),
	},
];

/** Every rule that applies, with what it found. Pure. */
export const judgeRules = (facts: Facts): JudgedRule[] =>
	rules.flatMap(({ code, find }) => {
		const found = find(facts);
		return found ? [{ code, params: {}, ...found }] : [];
	});

const asked = [
	["requests", "cpu"],
	["requests", "memory"],
	["limits", "memory"],
] as const;

/** The first amount that a container does not name, such as `requests.cpu`; empty when it names all. */
function missingIn(container: Container): string {
	// A limit alone is a request of the same amount.
	const names = (group: "requests" | "limits", resource: string) =>
		container[group][resource] ?? (group === "requests" ? container.limits[resource] : undefined);
	const missing = asked.find(([group, resource]) => !names(group, resource));
	return missing ? missing.join(".") : "";
}

/** Whether an image may be another one tomorrow by its name alone: no digest, and no tag or the tag `latest`. */
function isLoose(image: string): boolean {
	if (image.includes("@")) return false;
	const [, tag = "latest"] = image.slice(image.lastIndexOf("/") + 1).split(":");
	return tag === "latest";
}
