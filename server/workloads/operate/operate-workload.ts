import { authorize } from "#server/access/authorize.ts";
import { findPlaceToOperate, type PlaceToOperate } from "#server/deployments/find-place-to-operate.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db, type Transaction } from "#server/platform/database.ts";
import { conflict, invalid, notFound } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Workload } from "../../../prisma/generated/client.ts";
import { findBounds } from "./find-bounds.ts";
import { findPoint } from "./find-point.ts";
import { scaleLimits } from "./limits.ts";
import { holdWorkload, recordChange } from "./record-change.ts";
import { type Operate, type OperateAction, operateSchema, type Point } from "./schema.ts";

/** What may be done while a rollout is under way. */
const whileRolling: OperateAction[] = ["bounds", "pause", "resume", "promote", "promote-full"];

/**
 * Asks for a restart, a number of pods, a pause or its end, other bounds of the autoscaler, the next steps of a Rollout; the worker carries it out. With `undoMinutes` it takes itself back.
 * Throws Problem 403 (also beyond the role's limit), 404, 422, 409 `rollout-running`, `change-running`, `no-rollout` or `not-paused`.
 */
export async function operateWorkload(actor: Actor, service: string, input: Operate): Promise<{ id: string }> {
	const asked = operateSchema.parse(input);
	const { place, running } = await findPlaceToOperate(service, asked.environment);
	await authorize(actor, "workload.operate", {
		teamId: place.service.ownerTeamId,
		environment: place.environment,
		subject: { kind: "service", id: place.serviceId },
	});
	const workload = await findWorkload(place, asked);
	refuseSenseless(workload, asked);
	if (asked.action === "scale") refuseBeyondLimits(actor, place, asked.replicas ?? 0);
	if (asked.action === "bounds") refuseBeyondLimits(actor, place, asked.maxReplicas ?? 0);
	const point = await findPoint({ workload, action: asked.action, running });
	if (running && !whileRolling.includes(asked.action))
		throw conflict("rollout-running", "A rollout is under way here. Wait until it ends, or abort it.", {
			...{ deploymentId: running.id, by: running.by },
		});
	return transaction((tx) => writeChange(tx, actor, { place, workload, asked, point }));
}

/** The workload that was named, else the only one; of a rollout with steps the only one that has any. */
async function findWorkload(place: PlaceToOperate, { workloadId: id, action }: Operate): Promise<Workload> {
	const rows = await db().workload.findMany({
		where: {
			...{ serviceId: place.serviceId, environment: place.environment.name, deletedAt: null },
			...(id && { id }),
		},
		orderBy: { name: "asc" },
		take: 100,
	});
	const staged = action.startsWith("promote") ? rows.filter(({ kind }) => kind === "Rollout") : [];
	const [only, other] = staged.length > 0 ? staged : rows;
	if (!only) throw notFound("workload", id ?? place.environment.name);
	if (other)
		throw invalid("several-workloads", "Several workloads carry this service here. Say which one: workloadId.", {
			...{ first: only.name, second: other.name },
		});
	return only;
}

function refuseSenseless(workload: Workload, asked: Operate): void {
	const { action, replicas, undoMinutes } = asked;
	const { kind } = workload;
	if (action === "scale" && replicas === undefined)
		throw invalid("replicas-missing", "Say how many pods there shall be: replicas.");
	if (action === "bounds") refuseSenselessBounds(asked);
	if (action === "scale" && kind === "DaemonSet")
		throw invalid("not-scalable", "A DaemonSet runs one pod per node; it has no number to set.", { kind });
	if ((action === "pause" || action === "resume") && kind !== "Deployment" && kind !== "Rollout")
		throw invalid("not-pausable", `A ${kind} cannot be paused; only a Deployment or a Rollout can.`, { kind });
	if (undoMinutes !== undefined && ["restart", "promote", "promote-full"].includes(action))
		throw invalid("no-undo", "This cannot take itself back.");
}

function refuseSenselessBounds({ minReplicas, maxReplicas }: Operate): void {
	if (minReplicas === undefined || maxReplicas === undefined)
		throw invalid(
			"bounds-missing",
			"Say between how many pods the autoscaler may choose: minReplicas and maxReplicas.",
		);
	if (minReplicas > maxReplicas)
		throw invalid("bounds-crossed", "The least number of pods is above the highest.", {
			...{ min: minReplicas, max: maxReplicas },
		});
}

function refuseBeyondLimits(actor: Actor, { environment, service }: PlaceToOperate, replicas: number): void {
	const { most, noneInProduction } = scaleLimits(actor, { teamId: service.ownerTeamId, environment });
	if (replicas > most)
		throw invalid("beyond-limit", `Your role may ask for ${most} pods at most. An operator may ask for more.`, {
			most,
		});
	if (replicas === 0 && environment.production && !noneInProduction)
		throw invalid("not-to-none", "Only an operator may scale to no pods in production.");
}

type Change = { place: PlaceToOperate; workload: Workload; asked: Operate; undoOfId?: string; point?: Point | null };

/** Writes a change with its audit line, event and job. Throws Problem 409 `change-running` while another waits. */
export async function writeChange(
	tx: Transaction,
	actor: Actor,
	{ place, workload, asked, undoOfId, point }: Change,
): Promise<{ id: string }> {
	await holdWorkload(tx, workload);
	const { action, replicas, reason, undoMinutes } = asked;
	const bounds = action === "bounds" ? await findBounds(tx, workload, asked) : null;
	const { desired, paused, namespace, name } = workload;
	const facts = {
		...{ action, replicas: replicas ?? null, ...bounds?.after, undoMinutes: undoMinutes ?? null, namespace, name },
	};
	const change = await recordChange(tx, actor, {
		...{ place, workload, action, reason, undoMinutes, undoOfId },
		before: bounds?.before ?? { replicas: desired },
		after: bounds?.after ?? { replicas: replicas ?? desired, ...point },
		audited: { action: "workload.operate", before: { replicas: desired, paused, ...bounds?.before }, after: facts },
		told: facts,
	});
	if (point) {
		const about = { kind: "deployment", id: point.deploymentId };
		const data = { what: action, reason, environment: place.environment.name, environmentId: place.environmentId };
		const { serviceId, service } = place;
		await recordEvent(tx, {
			...{ type: "deployment.promoted", actor, subject: about, serviceId, teamId: service.ownerTeamId, data },
		});
	}
	return change;
}
