import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { vi } from "vitest";
import { db } from "#server/platform/database.ts";
import { whileHolding } from "#server/platform/lease.ts";
import { serveCalls } from "#server/platform/rpc.ts";
import { workerHandlers } from "./start-features.ts";

/** Serves the calls of web over the wire, as the worker does; returns how to stop. */
export async function serveWorker(): Promise<() => Promise<void>> {
	const worker = serveCalls(workerHandlers, async () => null);
	await new Promise<void>((resolve) => worker.listen(0, "127.0.0.1", resolve));
	const address = `http://127.0.0.1:${(worker.address() as AddressInfo).port}`;
	const letGo = whileHolding("worker", address, (signal) => once(signal, "abort").then(() => {}));
	await vi.waitFor(async () => {
		if ((await db().lease.count({ where: { name: "worker" } })) !== 1) throw new Error("nobody holds the lease yet");
	}, 10_000);
	return async () => {
		await letGo();
		worker.closeAllConnections();
		worker.close();
	};
}
