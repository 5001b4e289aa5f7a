import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { addCluster, closeClusters } from "#server/connectors/kubernetes/open-clusters.ts";
import { clusterAt } from "#server/connectors/kubernetes/testing/cluster-at.ts";
import { terminalLimits } from "../limits.ts";
import { type Ended, LiveTerminal } from "./live-terminal.ts";

const connectionId = crypto.randomUUID();
const size = { columns: 80, rows: 24 };
let server: Server;
/** Shells that the cluster has begun, and whether it begins them at once. */
let shells: WebSocket[] = [];
let begin: (() => void)[] = [];
let slow = false;

beforeAll(async () => {
	const sockets = new WebSocketServer({ noServer: true });
	server = createServer().on("upgrade", (request, socket, head) => {
		const answer = () => sockets.handleUpgrade(request, socket, head, (peer) => void shells.push(peer));
		if (slow) begin.push(answer);
		else answer();
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	await addCluster(connectionId, clusterAt(url));
});
beforeEach(() => {
	[shells, begin, slow] = [[], [], false];
});
afterAll(async () => {
	await closeClusters();
	for (const shell of shells) shell.terminate();
	server.closeAllConnections();
	server.close();
});

function terminal() {
	const ends: Ended[] = [];
	const now = new Date();
	const row = {
		...{
			id: crypto.randomUUID(),
			personId: "ana",
			actor: {},
			sessionId: "s",
			serviceId: "checkout",
			teamId: "payments",
		},
		...{
			environment: "staging",
			connectionId,
			cluster: "c",
			namespace: "staging",
			pod: "checkout-1",
			container: "app",
		},
		...{ reason: "why", startedAt: now, expiresAt: new Date(now.getTime() + 60_000), endedAt: null, ended: null },
		...{ exitCode: null, bytesIn: null, bytesOut: null },
	};
	return { live: new LiveTerminal({ row, limits: terminalLimits, onEnd: (end) => ends.push(end) }), ends };
}

it("that was ended before the cluster answered leaves no shell behind", async () => {
	slow = true;
	const { live, ends } = terminal();
	const opening = expect(live.open(size)).rejects.toMatchObject({ status: 409, code: "terminal-over" });
	await vi.waitFor(() => expect(begin).toHaveLength(1), 10_000);
	live.end("closed");
	begin[0]?.();
	await opening;
	await vi.waitFor(() => expect(shells.map(({ readyState }) => readyState)).toEqual([3]), 10_000);
	expect(ends).toMatchObject([{ ended: "closed" }]);
});

it("keeps no more of what is typed than 256 KiB while the program takes nothing", async () => {
	const { live } = terminal();
	await live.open(size);
	await vi.waitFor(() => expect(shells).toHaveLength(1), 10_000);
	shells[0]?.pause();
	const data = Buffer.alloc(48_000, "x").toString("base64");
	let refusal: unknown;
	for (let seq = 1; seq <= 6; seq++)
		void live.write({ seq, data }).catch((error: unknown) => {
			refusal = error;
		});
	await vi.waitFor(() => expect(refusal).toMatchObject({ status: 503, code: "input-waits" }), 10_000);
	live.end("closed");
});
