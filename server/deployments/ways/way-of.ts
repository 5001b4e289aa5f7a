import { config } from "#server/platform/config/load.ts";
import { type Carrier, carrierSchema, type Way, type WayKind, waySchema } from "./schema.ts";

const patch: Way = { kind: "patch" };

/** How versions get to a place; the workload is patched unless somebody chose otherwise. */
export const wayOf = ({ way }: { way: unknown }): Way => (way === null ? patch : waySchema.catch(patch).parse(way));

/**
 * The way that a deployment or a rollback of a place takes, and by when the cluster must hold it; a pull request must
 * stand by then, and its merge takes as long as people do. In Git's way a rollback is a commit too: anything else would be undone.
 */
export function routeOf(place: { way: unknown }, kind: "deploy" | "rollback"): { way: WayKind; deadlineAt: Date } {
	const way = wayOf(place);
	const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000);
	if (way.kind === "gitops") return { way: way.kind, deadlineAt: inSeconds(way.minutes * 60) };
	const chosen = way.kind === "workflow" && kind === "rollback" ? way.rollback : way.kind;
	if (way.kind === "workflow" && chosen === "workflow") return { way: chosen, deadlineAt: inSeconds(way.minutes * 60) };
	return { way: "patch", deadlineAt: inSeconds(config().ROLLOUT_DEADLINE_SECONDS) };
}

/** What carries a deployment, once it was handed over; null before, and for one that Lazo writes itself. */
export const carrierOf = ({ carrier }: { carrier: unknown }): Carrier | null =>
	carrierSchema.safeParse(carrier).data ?? null;
