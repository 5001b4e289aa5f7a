import { objectiveOf, targetAnnotation } from "#server/catalog/read/objective-of.ts";
import { db } from "#server/platform/database.ts";
import { repeat } from "#server/platform/repeat.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { budgetLeft } from "./budget-left.ts";
import { countRequests } from "./count-requests.ts";

const everyMs = 30_000;
const freshMs = 300_000;
/** A long range over many series is work for Prometheus, so places are asked one after the other. */
const atOnce = 40;
/** What an objective looks like, for Postgres: the rows to look at are chosen there. Zero is none. */
const readable = "^\\s*(?=[0.]*[1-9])\\d{1,2}(\\.\\d{1,5})?%?\\s*$";
/** Places that nothing could be counted for, the one that was asked longest ago first: they must not keep the others waiting. */
const tried = new Set<string>();
const mostTried = 20_000;

/** Keeps the error budget of every place whose service names an objective, until `signal` aborts. */
export async function computeBudgets(signal: AbortSignal): Promise<void> {
	await repeat(signal, { everyMs, failed: "computing error budgets failed" }, () => computeDue(new Date()));
}

const include = {
	service: { select: { name: true, annotations: true } },
	environment: { select: { name: true } },
	targets: { select: { namespace: true } },
} satisfies Prisma.ServiceEnvironmentInclude;
type Place = Prisma.ServiceEnvironmentGetPayload<{ include: typeof include }>;

/**
 * One round: places without a budget first, then the oldest, then those that nothing could be counted for the last time. What no
 * Prometheus answers now keeps its last figure and time.
 */
export async function computeDue(now: Date, most = atOnce): Promise<void> {
	const due = await db().$queryRaw<{ id: string }[]>`
		select place.id from "ServiceEnvironment" place
		join "Entity" service on service.id = place."serviceId"
		left join "ErrorBudget" budget
			on budget."serviceId" = place."serviceId" and budget."environmentId" = place."environmentId"
		where service.annotations->>${targetAnnotation} ~ ${readable}
			and (budget."computedAt" is null or budget."computedAt" < ${new Date(now.getTime() - freshMs)})
		order by array_position(${[...tried]}::uuid[], place.id) nulls first, budget."computedAt" nulls first limit ${most}`;
	const places = await db().serviceEnvironment.findMany({ where: { id: { in: due.map(({ id }) => id) } }, include });
	for (const place of places) {
		tried.delete(place.id);
		if (!(await compute(place, now))) tried.add(place.id);
	}
	if (tried.size > mostTried) tried.clear();
	// Whose objective was taken away has no budget any more.
	await db().$executeRaw`
		delete from "ErrorBudget" budget using "Entity" service
		where service.id = budget."serviceId" and (service.annotations->>${targetAnnotation} ~ ${readable}) is not true`;
}

/** Keeps the budget of a place; false when nothing could be counted. */
async function compute(place: Place, computedAt: Date): Promise<boolean> {
	const { serviceId, environmentId } = place;
	const where = { serviceId_environmentId: { serviceId, environmentId } };
	const objective = objectiveOf(place.service.annotations);
	if (!objective) {
		await db().errorBudget.deleteMany({ where: { serviceId, environmentId } });
		return false;
	}
	const namespaces = [...new Set(place.targets.map(({ namespace }) => namespace))];
	const counted = await countRequests(
		{ service: place.service.name, environment: place.environment.name, namespaces },
		objective.days,
	);
	if (!counted) return false;
	const facts = {
		objective: objective.target,
		windowDays: objective.days,
		remaining: budgetLeft(objective.target, counted),
		requests: counted.requests,
		computedAt,
	};
	await db().errorBudget.upsert({ where, create: { serviceId, environmentId, ...facts }, update: facts });
	return true;
}
