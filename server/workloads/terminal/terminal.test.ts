import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { makeService, makeVersion, makeWorkload } from "#server/deployments/testing/company.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { listServiceWorkloads } from "../list-service-workloads.ts";
import { endTerminal } from "./end-terminal.ts";
import { sweepOnce } from "./internal/sweep-terminals.ts";
import type { TerminalLimits } from "./limits.ts";
import { listTerminals } from "./list-terminals.ts";
import { openTerminal } from "./open-terminal.ts";
import { readTerminal } from "./read-terminal.ts";
import { resizeTerminal } from "./resize-terminal.ts";
import { setTerminalRight } from "./rights/set-terminal-right.ts";
import {
	booked,
	carry,
	environment,
	follow,
	linesAbout,
	podOf,
	rowOf,
	signIn,
	soon,
	startTerminalBench,
	type TerminalBench,
} from "./testing/terminal-bench.ts";
import { writeTerminal } from "./write-terminal.ts";

const reason = "Orders hang since noon";
const asked = { reason, columns: 100, rows: 30 };
let bench: TerminalBench;
let stopTerminals: () => Promise<void>;
type Person = Awaited<ReturnType<typeof signIn>>;
const opened: { close: () => void; actor: Person; id: string }[] = [];

beforeAll(async () => {
	bench = await startTerminalBench();
}, 120_000);
afterEach(async () => {
	for (const { close, actor, id } of opened.splice(0)) {
		close();
		await endTerminal(actor, id).catch(() => {});
	}
	await stopTerminals?.();
});
afterAll(() => bench?.stop(), 60_000);

/** Opens a terminal to `checkout` for somebody who has just signed in; it has shown its prompt. */
async function open({ limits = {}, by }: { limits?: Partial<TerminalLimits>; by?: Person } = {}) {
	if (opened.length === 0) stopTerminals = carry(bench.address, limits);
	const actor = by ?? (await signIn(bench.teamId));
	const { id } = await openTerminal(actor, await podOf(bench.operator, "checkout"), asked);
	const first = follow(actor, id);
	let seq = 0;
	const type = (text: string) =>
		writeTerminal(actor, id, { seq: ++seq, data: Buffer.from(text, "utf8").toString("base64") });
	opened.push({ actor, id, close: first.close });
	await first.says(/[$#] /);
	return { ...first, id, type, actor };
}

describe("a terminal (O3)", () => {
	it("is off for everybody, whatever their role, until it is switched on for the team in the environment", async () => {
		const devops = await signIn(bench.teamId, "devops");
		const pod = await podOf(bench.operator, "checkout");
		await expect(openTerminal(devops, pod, asked)).rejects.toMatchObject({ status: 403, code: "terminal-off" });
		expect((await linesAbout(pod)).at(-1)).toMatchObject({ outcome: "refused", reason: "terminal-off" });
		expect((await listServiceWorkloads(devops, { service: "checkout" })).items[0]?.terminal).toBe("off");
		const lead = await signIn(bench.teamId, "lead");
		const place = { environment, team: "payments" };
		await expect(setTerminalRight(lead, place, true)).rejects.toMatchObject({ status: 403 });
		await setTerminalRight(devops, place, true);
		expect((await linesAbout("staging/payments")).at(-1)).toMatchObject({ after: { terminal: true } });
		expect((await listServiceWorkloads(devops, { service: "checkout" })).items[0]?.terminal).toBe("open");
		const viewer = await signIn(bench.teamId, "viewer");
		expect((await listServiceWorkloads(viewer, { service: "checkout" })).items[0]?.terminal).toBe("role");
		await expect(openTerminal(viewer, pod, asked)).rejects.toMatchObject({ code: "forbidden.no-role" });
	}, 60_000);

	it("is a shell in the container, with its folder, its environment and a window of the reader's size", async () => {
		const terminal = await open();
		const { actor: ana } = terminal;
		await terminal.type('echo "$POD_NAMESPACE in $(basename $(pwd)) $(stty size)"\r');
		await terminal.says(/staging in root 30 100/);
		await resizeTerminal(ana, terminal.id, { columns: 132, rows: 43 });
		await terminal.type("sleep 0.2; stty size\r");
		await terminal.says(/43 132/);
		await terminal.type("printf 'h\\303\\251\\n'; sleep 300; echo not reached\r");
		await terminal.says(/^hé/m);
		await terminal.type("\u0003");
		await terminal.type("echo interrupted $?\r");
		await terminal.says(/interrupted 130/);
		await terminal.type("exit 7\r");
		expect(await terminal.end()).toEqual({ type: "end", ended: "exited", exitCode: 7 });
		await expect(terminal.type("x")).rejects.toMatchObject({ status: 409, code: "terminal-over" });
	}, 60_000);

	it("stands in the books from before it starts, with who, where and why, and never with what was typed", async () => {
		const terminal = await open();
		const { actor: ana } = terminal;
		await terminal.type("echo top-secret\r");
		await terminal.says(/top-secret/);
		await endTerminal(ana, terminal.id);
		expect(await terminal.end()).toMatchObject({ ended: "closed" });
		const row = await rowOf(terminal.id);
		expect(row).toMatchObject({ personId: ana.id, environment, container: "app", reason, ended: "closed" });
		expect(Number(row.bytesIn)).toBe(16);
		expect(Number(row.bytesOut)).toBeGreaterThan(16);
		const lines = await linesAbout(terminal.id);
		expect(lines).toMatchObject([
			{ action: "terminal.open", actorId: ana.id, environment, reason, after: { container: "app", minutes: 15 } },
			{ action: "terminal.end", reason, after: { ended: "closed", exitCode: null } },
		]);
		expect(lines[1]?.actor).toMatchObject({ kind: "automation", onBehalfOf: { id: ana.id } });
		expect(JSON.stringify(lines)).not.toContain("top-secret");
		expect((await listTerminals(ana, "checkout")).items[0]).toMatchObject({ id: terminal.id, ended: "closed", reason });
	}, 60_000);

	it("writes what is sent again once, and nothing out of order", async () => {
		const terminal = await open();
		const { actor: ana } = terminal;
		const again = { seq: 1, data: Buffer.from("echo a$((1+1))b\r").toString("base64") };
		await Promise.all([writeTerminal(ana, terminal.id, again), writeTerminal(ana, terminal.id, again)]);
		await writeTerminal(ana, terminal.id, again);
		await expect(writeTerminal(ana, terminal.id, { ...again, seq: 3 })).rejects.toMatchObject({
			code: "input-missing",
		});
		await writeTerminal(ana, terminal.id, { seq: 2, data: Buffer.from("echo end$((1+1))\r").toString("base64") });
		await terminal.says(/end2/);
		expect(terminal.bytes().toString().match(/a2b/g)).toHaveLength(1);
	}, 60_000);

	it("is read on from where the reader was when the connection broke", async () => {
		const terminal = await open();
		const { actor: ana } = terminal;
		await terminal.type("echo first$((1+1))\r");
		await terminal.says(/first2/);
		terminal.close();
		await terminal.done;
		const before = terminal.bytes();
		await terminal.type("echo second$((1+1))\r");
		const again = follow(ana, terminal.id, before.length);
		await again.says(/second2/);
		expect(again.bytes().toString()).not.toMatch(/first2/);
		const whole = follow(ana, terminal.id);
		await whole.says(/first2[\s\S]*second2/);
		expect(whole.bytes()).toEqual(Buffer.concat([before, again.bytes()]));
		whole.close();
		again.close();
	}, 60_000);

	it("makes a program wait that prints faster than its reader reads, and loses nothing", async () => {
		const terminal = await open();
		const { actor: ana } = terminal;
		terminal.close();
		await terminal.done;
		const before = terminal.bytes().length;
		await terminal.type("head -c 3000000 /dev/zero | tr '\\0' '\\161'; echo all$((1+1))\r");
		// Nobody reads: no more than the worker keeps and the network carries has been printed.
		const late = follow(ana, terminal.id, before);
		await late.says(/all2/);
		expect(late.bytes().toString().match(/q/g)).toHaveLength(3_000_000);
		late.close();
	}, 60_000);

	it("belongs to the person and the sign-in that opened it", async () => {
		const { id, actor: ana } = await open();
		const bea = await signIn(bench.teamId);
		const input = { seq: 1, data: "eA==" };
		await expect(writeTerminal(bea, id, input)).rejects.toMatchObject({ status: 404 });
		await expect(readTerminal(bea, { id, from: 0 }, new AbortController().signal).next()).rejects.toMatchObject({
			status: 404,
		});
		const elsewhere = { ...ana, sessionId: bea.sessionId };
		await expect(writeTerminal(elsewhere, id, input)).rejects.toMatchObject({ status: 404 });
		await expect(endTerminal(bea, id)).rejects.toMatchObject({ status: 404 });
		expect((await linesAbout(id)).at(-1)).toMatchObject({ actorId: bea.id, reason: "not-your-terminal" });
		const { sessionId: _, ...person } = ana;
		const token: Actor = { ...person, kind: "token", personId: ana.id, scopes: ["operate"] };
		const byToken = openTerminal(token, await podOf(bench.operator, "checkout"), asked);
		await expect(byToken).rejects.toMatchObject({ code: "person-needed" });
	}, 60_000);

	it("is had three times at most by one person", async () => {
		const { actor: by } = await open();
		await open({ by });
		await open({ by });
		await expect(open({ by })).rejects.toMatchObject({ status: 429, code: "too-many-terminals" });
		await endTerminal(by, opened[0]?.id ?? "");
		await open({ by });
	}, 60_000);

	it("says of a container without a shell that it has none", async () => {
		stopTerminals = carry(bench.address);
		const { cluster, teamId } = bench;
		await makeService("bare", teamId);
		const digest = await makeVersion(cluster, "bare", { version: "1.0.0" });
		await makeWorkload(cluster, { namespace: environment, service: "bare", digest, spec: { replicas: 1 } });
		await cluster.send("PATCH", `/apis/apps/v1/namespaces/${environment}/deployments/bare`, {
			spec: { template: { spec: { containers: [{ name: "app", env: [{ name: "PATH", value: "/nothing" }] }] } } },
		});
		const ana = await signIn(teamId);
		const pathless = await vi.waitFor(async () => {
			const { items } = await listServiceWorkloads(ana, { service: "bare" });
			expect(items[0]).toMatchObject({ desired: 1, updated: 1, ready: 1, pods: [{ ready: true, deleting: false }] });
			return items[0]?.pods[0]?.id ?? "";
		}, soon);
		const { id } = await openTerminal(ana, pathless, asked);
		expect(await follow(ana, id).end()).toMatchObject({ ended: "no-shell" });
		expect(await booked(id)).toBe("no-shell");
	}, 60_000);

	it("of a pod that is gone is refused in the cluster's words, and stands as refused in the books", async () => {
		stopTerminals = carry(bench.address);
		const ana = await signIn(bench.teamId);
		const pod = await podOf(bench.operator, "checkout");
		const { id: _, name, containers, ...row } = await db().pod.findUniqueOrThrow({ where: { id: pod } });
		const ghost = await db().pod.create({
			data: { ...row, uid: "ghost", name: `${name}-gone`, containers: containers ?? [] },
		});
		const byGhost = openTerminal(ana, ghost.id, asked);
		await expect(byGhost).rejects.toMatchObject({ status: 409, code: "terminal-pod-gone" });
		expect((await listTerminals(ana, "checkout")).items[0]).toMatchObject({ ended: "refused", pod: `${name}-gone` });
		await db().pod.delete({ where: { id: ghost.id } });
	}, 60_000);
});

describe("a terminal ends", () => {
	it.each([
		["when its time is over", "time", { longestMs: 1_500 }],
		["when nobody types for long", "idle", { idleMs: 1_500 }],
	] as const)(
		"%s",
		async (_, ended, limits) => {
			const terminal = await open({ limits });
			expect(await terminal.end()).toMatchObject({ ended });
			expect(terminal.heard[0]).toMatchObject({ type: "beat", secondsLeft: expect.any(Number) });
			expect(await booked(terminal.id)).toBe(ended);
		},
		60_000,
	);

	it("when its reader stays away", async () => {
		const terminal = await open({ limits: { readerGoneMs: 500 } });
		const { actor: ana } = terminal;
		terminal.close();
		expect(await booked(terminal.id)).toBe("reader-gone");
		expect(await follow(ana, terminal.id).end()).toMatchObject({ ended: "reader-gone" });
	}, 60_000);

	it("when the person signs out", async () => {
		const terminal = await open();
		const { actor: ana } = terminal;
		await db().session.update({ where: { id: ana.sessionId }, data: { revokedAt: new Date() } });
		expect(await terminal.end()).toMatchObject({ ended: "signed-out" });
	}, 60_000);

	it("when the role is taken away", async () => {
		const terminal = await open();
		const { actor: ana } = terminal;
		await db().roleGrant.deleteMany({ where: { personId: ana.id } });
		expect(await terminal.end()).toMatchObject({ ended: "right" });
	}, 60_000);

	it("when it is switched off for the team", async () => {
		const terminal = await open();
		await setTerminalRight(bench.operator, { environment, team: "payments" }, false);
		expect(await terminal.end()).toMatchObject({ ended: "right" });
		await setTerminalRight(bench.operator, { environment, team: "payments" }, true);
	}, 60_000);

	it("when its worker stops", async () => {
		const terminal = await open();
		await stopTerminals();
		expect(await terminal.end()).toMatchObject({ ended: "worker-stopped" });
		expect(await booked(terminal.id)).toBe("worker-stopped");
	}, 60_000);

	it("in the books also when its worker was killed, which another one writes down", async () => {
		const terminal = await open();
		const old = { startedAt: new Date(Date.now() - 60_000) };
		await db().terminalSession.update({ where: { id: terminal.id }, data: old });
		// As it is when the lease of a dead worker has run out.
		const { id: _, ...row } = await rowOf(terminal.id);
		const lost = await db().terminalSession.create({ data: { ...row, actor: row.actor ?? {} } });
		await sweepOnce();
		expect(await rowOf(terminal.id)).toMatchObject({ endedAt: null });
		expect(await rowOf(lost.id)).toMatchObject({ ended: "worker-lost", bytesIn: null });
		const after = { ended: "worker-lost" };
		expect((await linesAbout(lost.id)).at(-1)).toMatchObject({ action: "terminal.end", after });
	}, 60_000);

	it("when the container ends", async () => {
		const terminal = await open();
		await terminal.says(/./);
		const { pod } = await rowOf(terminal.id);
		await bench.cluster.send("DELETE", `/api/v1/namespaces/${environment}/pods/${pod}`);
		expect(await terminal.end()).toMatchObject({ ended: expect.stringMatching(/^(exited|connection)$/) });
	}, 60_000);
});
