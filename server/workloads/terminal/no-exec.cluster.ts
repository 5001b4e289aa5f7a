import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { listPlaces } from "#server/deployments/list-places.ts";
import { db } from "#server/platform/database.ts";
import { getPodLog } from "../get-pod-log.ts";
import { listChanges } from "../operate/list-changes.ts";
import { operateWorkload } from "../operate/operate-workload.ts";
import { grantRights, looks, makeFewRights, rule } from "../testing/few-rights.ts";
import { endTerminal } from "./end-terminal.ts";
import { listTerminals } from "./list-terminals.ts";
import { openTerminal } from "./open-terminal.ts";
import { setTerminalRight } from "./rights/set-terminal-right.ts";
import {
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

// Only a real control plane asks RBAC before it opens a stream into a container.

const service = "checkout";
const reason = "Orders hang since noon";
const asked = { reason, columns: 100, rows: 30 };
/** Everything that Lazo does in a cluster, but terminals. */
const sees = [
	rule("apps", ["deployments", "daemonsets", "statefulsets"], [...looks, "patch"]),
	rule("apps", ["replicasets"], looks),
	rule("autoscaling", ["horizontalpodautoscalers"], looks),
	rule("", ["pods", "pods/log", "events", "namespaces", "configmaps", "secrets"], looks),
];
let bench: TerminalBench;
let stopTerminals: () => Promise<void>;
let ana: Awaited<ReturnType<typeof signIn>>;

beforeAll(async () => {
	bench = await startTerminalBench((cluster) => makeFewRights(cluster, sees));
	stopTerminals = carry(bench.address);
	await setTerminalRight(bench.operator, { environment, team: "payments" }, true);
	ana = await signIn(bench.teamId);
}, 180_000);
afterAll(async () => {
	await stopTerminals?.();
	await bench?.stop();
}, 60_000);

const open = async () => openTerminal(ana, await podOf(bench.operator, service), asked);
/** What the books say of the terminal that was asked for last. */
async function newest() {
	const id = (await listTerminals(ana, service)).items[0]?.id ?? "";
	return { row: await rowOf(id), lines: await linesAbout(id) };
}

describe("a terminal in a cluster whose account may not exec (O3)", () => {
	it("is refused with the verb and the resource that the account lacks, and its row and the audit say so", async () => {
		await expect(open()).rejects.toMatchObject({
			...{ status: 409, code: "terminal-forbidden", params: { verb: "get", resource: "pods/exec" } },
			message: expect.stringContaining("pods/exec"),
		});
		const { row, lines } = await newest();
		expect(row).toMatchObject({ ended: "refused", endedAt: expect.any(Date), personId: ana.id, reason });
		expect(lines).toMatchObject([
			{ action: "terminal.open", actorId: ana.id, environment, reason },
			{ action: "terminal.end", reason, after: { ended: "refused" } },
		]);
	}, 60_000);

	it("is one thing less: logs are read, workloads restarted, and no right is missed on the connection", async () => {
		const podId = await podOf(bench.operator, service);
		await vi.waitFor(async () => {
			expect((await getPodLog(ana, { podId, previous: false, tail: 10 })).lines.length).toBeGreaterThan(0);
		}, soon);
		await operateWorkload(ana, service, { environment, action: "restart", reason });
		await vi.waitFor(async () => {
			expect((await listChanges(ana, { service })).items[0]).toMatchObject({ action: "restart", status: "done" });
			const [place] = (await listPlaces(ana, { service, limit: 10 })).items;
			expect(place).toMatchObject({ status: "healthy", ready: 1 });
		}, soon);
		const connection = await db().connection.findFirstOrThrow({ where: { kind: "kubernetes" } });
		expect(connection).toMatchObject({ missingRights: [], lastError: null });
	}, 60_000);

	it("is named the other verb that newer clusters ask for, too", async () => {
		await grantRights(bench.cluster, [...sees, rule("", ["pods/exec"], ["get"])]);
		await vi.waitFor(async () => {
			const refused = { code: "terminal-forbidden", params: { verb: "create", resource: "pods/exec" } };
			await expect(open()).rejects.toMatchObject(refused);
		}, soon);
		expect((await newest()).row).toMatchObject({ ended: "refused" });
	}, 60_000);

	it("opens as soon as both are granted", async () => {
		await grantRights(bench.cluster, [...sees, rule("", ["pods/exec"], ["get", "create"])]);
		const { id } = await vi.waitFor(open, soon);
		const terminal = follow(ana, id);
		await terminal.says(/[$#] /);
		await endTerminal(ana, id);
		expect(await terminal.end()).toMatchObject({ ended: "closed" });
	}, 60_000);
});
