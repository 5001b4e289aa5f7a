import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, vi } from "vitest";
import { listPlaces } from "#server/deployments/list-places.ts";
import type { TestCluster } from "#server/deployments/testing/cluster.ts";
import {
	makeNamespace,
	makeService,
	makeTeam,
	makeVersion,
	makeWorkload,
} from "#server/deployments/testing/company.ts";
import { makePerson } from "#server/deployments/testing/place.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { whileHolding } from "#server/platform/lease.ts";
import { serveCalls } from "#server/platform/rpc.ts";
import { listServiceWorkloads } from "../../list-service-workloads.ts";
import { type MakeAccount, startWorkerOnCluster, workerHandlers } from "../../testing/start-features.ts";
import { terminalLimits } from "../limits.ts";
import { readTerminal } from "../read-terminal.ts";
import type { TerminalEvent } from "../schema.ts";
import { startTerminals } from "../start-terminals.ts";

export const environment = "staging";
export const soon = { timeout: 30_000, interval: 50 };

/** A cluster with a service of a team, and a worker that web reaches over the wire. */
export type TerminalBench = {
	cluster: TestCluster;
	teamId: string;
	operator: Actor;
	address: string;
	stop: () => Promise<void>;
};

/** Starts it; the pod of `checkout` in `staging` runs when this resolves. */
export async function startTerminalBench(makeAccount?: MakeAccount): Promise<TerminalBench> {
	const { cluster, stop } = await startWorkerOnCluster(makeAccount);
	const worker = serveCalls(workerHandlers, async () => null);
	await new Promise<void>((resolve) => worker.listen(0, "127.0.0.1", resolve));
	const address = `http://127.0.0.1:${(worker.address() as AddressInfo).port}`;
	const letGo = whileHolding("worker", address, (signal) => once(signal, "abort").then(() => {}));
	await vi.waitFor(async () => expect(await db().lease.count({ where: { name: "worker" } })).toBe(1), 10_000);
	const { teamId } = await makeTeam("payments");
	const operator = await makePerson("the-operator", teamId, "devops");
	await makeNamespace(cluster, environment);
	await makeService("checkout", teamId);
	const digest = await makeVersion(cluster, "checkout", { version: "1.0.0" });
	await makeWorkload(cluster, { namespace: environment, service: "checkout", digest, spec: { replicas: 1 } });
	await vi.waitFor(async () => {
		const { items } = await listPlaces(operator, { service: "checkout", limit: 10 });
		expect(items[0]).toMatchObject({ status: "healthy", ready: 1 });
	}, soon);
	const stopAll = async () => {
		await letGo();
		worker.closeAllConnections();
		worker.close();
		await stop();
	};
	return { cluster, teamId, operator, address, stop: stopAll };
}

let people = 0;
/** A person of the team who is signed in. */
export async function signIn(teamId: string, role = "developer"): Promise<Extract<Actor, { kind: "person" }>> {
	const actor = await makePerson(`${role}-${people++}`, teamId, role);
	if (actor.kind !== "person") throw new Error("no person");
	const token = { tokenHash: actor.login, expiresAt: new Date(Date.now() + 3_600_000) };
	const session = await db().session.create({ data: { personId: actor.id, ...token } });
	return { ...actor, sessionId: session.id };
}

/** Carries terminals with limits that are as told; returns how to stop. */
export const carry = (address: string, limits: Partial<typeof terminalLimits> = {}) =>
	startTerminals({
		handlers: workerHandlers,
		address,
		limits: { ...terminalLimits, recheckMs: 100, ...limits },
	});

/** The row of a pod that runs. */
export const podOf = (actor: Actor, service: string): Promise<string> =>
	vi.waitFor(async () => {
		const { items } = await listServiceWorkloads(actor, { service });
		const pod = items[0]?.pods.find(({ containers, deleting }) => containers[0]?.state === "running" && !deleting);
		if (!pod) throw new Error("no pod runs yet");
		return pod.id;
	}, soon);

/** Reads a terminal and gathers what it prints, until `close`. */
export function follow(actor: Actor, id: string, from = 0) {
	const reader = new AbortController();
	const heard: TerminalEvent[] = [];
	const done = (async () => {
		for await (const event of readTerminal(actor, { id, from }, reader.signal)) heard.push(event);
	})();
	done.catch(() => {});
	const bytes = () =>
		Buffer.concat(heard.map((event) => Buffer.from(event.type === "output" ? event.data : "", "base64")));
	const says = (text: RegExp) => vi.waitFor(() => expect(bytes().toString("utf8")).toMatch(text), soon);
	const end = () =>
		vi.waitFor(() => {
			const last = heard.at(-1);
			if (last?.type !== "end") throw new Error("it goes on");
			return last;
		}, soon);
	return { heard, done, bytes, says, end, close: () => reader.abort() };
}

/** The row of a terminal. */
export const rowOf = (id: string) => db().terminalSession.findUniqueOrThrow({ where: { id } });
/** Why it ended, as soon as that stands in the books. */
export const booked = (id: string) =>
	vi.waitFor(async () => {
		const { ended } = await rowOf(id);
		if (ended === null) throw new Error("it is open in the books");
		return ended;
	}, soon);
/** Audit lines about something, the oldest first. */
export const linesAbout = (subjectId: string) =>
	db().auditEntry.findMany({ where: { subjectId }, orderBy: { at: "asc" } });
