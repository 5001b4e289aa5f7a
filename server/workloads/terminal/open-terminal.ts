import { z } from "zod";
import { audit, auditRefusal } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import { requirePerson } from "#server/access/require-person.ts";
import { type Actor, actorRef } from "#server/platform/actor.ts";
import { db, type Transaction } from "#server/platform/database.ts";
import { conflict, notFound, Problem } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { spend, tooManyRequests } from "#server/platform/rate-limit.ts";
import { callWorker } from "#server/platform/rpc.ts";
import { transaction } from "#server/platform/transaction.ts";
import { containerSchema } from "../schema.ts";
import { recordEnd } from "./internal/record-end.ts";
import { isSwitchedOn } from "./internal/standing.ts";
import { terminalLimits } from "./limits.ts";
import type { OpenedTerminal, OpenTerminal } from "./schema.ts";
import { openCall } from "./terminal-calls.ts";

type Person = Extract<Actor, { kind: "person" }>;

/**
 * Opens a shell in a running container for a person, who must say why. It stands in the books, with its audit line, before
 * anything starts. Throws Problem 403 (`terminal-off` where nobody switched it on), 404, 409, 429 for too many, 503.
 */
export async function openTerminal(actor: Actor, podId: string, asked: OpenTerminal): Promise<OpenedTerminal> {
	const person = requirePerson(actor);
	const { containers, ...where } = await findPlace(podId);
	await authorize(person, "terminal.open", { ...where, subject: { kind: "pod", id: podId } });
	if (!(await isSwitchedOn(where))) await refuseSwitchedOff(person, where, podId);
	const container = containers.find(({ name }) => name === (asked.container ?? containers[0]?.name));
	if (!container) throw notFound("container", asked.container ?? "");
	const place = { ...where, container: container.name };
	if (container.state !== "running")
		throw conflict("not-running", "This container does not run at the moment.", { pod: place.pod });
	const standing = spend({ name: "terminals", perMinute: terminalLimits.opensPerMinute }, person.id);
	if (!standing.allowed) throw tooManyRequests(standing);
	const { id, expiresAt } = await transaction((tx) => writeStart(tx, person, { place, reason: asked.reason }));
	const { columns, rows } = asked;
	try {
		await callWorker(openCall, { id, columns, rows });
	} catch (error) {
		// A worker that refused has written that down itself; one that did not answer has not.
		await recordEnd(id, { ended: "worker-lost", exitCode: null, bytesIn: null, bytesOut: null });
		throw error;
	}
	const { cluster, namespace, pod } = place;
	return {
		...{ id, cluster, namespace, pod, container: place.container },
		secondsLeft: Math.round((expiresAt.getTime() - Date.now()) / 1_000),
	};
}

type Where = Omit<Awaited<ReturnType<typeof findPlace>>, "containers">;
type Place = Where & { container: string };

async function findPlace(podId: string) {
	const pod = await db().pod.findUnique({
		where: { id: podId },
		include: { workload: { include: { service: { include: { owner: true } }, connection: true } } },
	});
	const workload = pod?.workload;
	const service = workload?.service;
	if (!workload || !service) throw notFound("pod", podId);
	const environment = await db().environment.findUnique({ where: { name: workload.environment ?? "" } });
	if (!environment) throw notFound("environment", workload.environment ?? "");
	return {
		...{ serviceId: service.id, teamId: service.ownerTeamId, team: service.owner?.title ?? null, environment },
		...{ connectionId: pod.connectionId, cluster: workload.connection.name, namespace: pod.namespace, pod: pod.name },
		containers: z.array(containerSchema).catch([]).parse(pod.containers),
	};
}

async function refuseSwitchedOff(actor: Actor, { teamId, team, environment }: Where, podId: string): Promise<never> {
	const subject = { kind: "pod", id: podId };
	const about = { teamId, environment: environment.name, reason: "terminal-off" };
	await auditRefusal({ actor, action: "terminal.open", subject, ...about });
	throw new Problem({
		...{ status: 403, code: "terminal-off", params: { environment: environment.title, team: team ?? "—" } },
		detail: `Terminals are switched off for ${team ?? "services without a team"} in ${environment.title}. DevOps or an administrator can switch them on in Settings, Environments.`,
	});
}

type Start = { place: Place; reason: string };

async function writeStart(tx: Transaction, person: Person, { place, reason }: Start) {
	// One after the other, so that nobody has more than allowed by asking twice at once.
	await tx.$queryRaw`select id from "Person" where id = ${person.id}::uuid for update`;
	const open = await tx.terminalSession.count({ where: { personId: person.id, endedAt: null } });
	if (open >= terminalLimits.perPerson)
		throw new Problem({
			...{ status: 429, code: "too-many-terminals", params: { most: terminalLimits.perPerson } },
			detail: `You have ${open} terminals open, which is as many as a person may have. End one first.`,
		});
	const { serviceId, teamId, environment, connectionId, cluster, namespace, pod, container } = place;
	const where = { cluster, namespace, pod, container };
	const session = await tx.terminalSession.create({
		data: {
			...{ personId: person.id, actor: actorRef(person), sessionId: person.sessionId, serviceId, teamId: teamId ?? "" },
			...{ environment: environment.name, connectionId, ...where, reason },
			expiresAt: new Date(Date.now() + terminalLimits.longestMs),
		},
	});
	const subject = { kind: "terminal", id: session.id };
	const about = { actor: person, subject, teamId };
	const facts = { ...where, minutes: terminalLimits.longestMs / 60_000 };
	await audit(tx, { ...about, action: "terminal.open", environment: environment.name, after: facts, reason });
	const data = { ...where, environment: environment.name, reason };
	await recordEvent(tx, { ...about, type: "terminal.opened", serviceId, data });
	return session;
}
