import { readdirSync, readFileSync } from "node:fs";
import { ownerOfPort } from "../../scripts/start/ports.ts";
import type { ProductFacts } from "./start-product.ts";
import { until } from "./until.ts";

export type ProcessName = "web" | "worker" | "postgres";

/** Process id of a part of the running product, by the port it listens on. Throws when nobody does. */
export function processOf(product: ProductFacts, name: ProcessName): number {
	const port = Number(new URL(product.url).port) + { web: 0, worker: 1, postgres: 2 }[name];
	const pid = ownerOfPort(port);
	if (!pid) throw new Error(`nobody listens on port ${port}, so there is no ${name} process`);
	return pid;
}

/** Kills web and worker in one moment. `served` is fulfilled when `npm start` has brought up new ones and Lazo serves again. */
export function cutPower(product: ProductFacts): { served: Promise<void> } {
	const names = ["web", "worker"] as const;
	const before = names.map((name) => processOf(product, name));
	for (const pid of before) process.kill(pid, "SIGKILL");
	const isNew = () => names.every((name, index) => processOf(product, name) !== before[index]);
	const ready = async () => (await fetch(`${product.url}/readyz`)).ok;
	return { served: until("a new web and a new worker", async () => isNew() && ready()).then(() => {}) };
}

/** Kills one session of Postgres. It takes that for a crash: cuts off all others and recovers from its log. */
export function crashPostgres(product: ProductFacts): void {
	const [session] = childrenOf(processOf(product, "postgres")).filter(isSession);
	if (!session) throw new Error("Postgres has no session that could be killed");
	process.kill(session, "SIGKILL");
}

/** Freezes Postgres with all its sessions: connections stay, nothing answers. Returns how to let it go on. */
export function freezePostgres(product: ProductFacts): () => void {
	const server = processOf(product, "postgres");
	const family = [server, ...childrenOf(server)];
	for (const pid of family) signal(pid, "SIGSTOP");
	return () => {
		for (const pid of family) signal(pid, "SIGCONT");
	};
}

function childrenOf(parent: number): number[] {
	return readdirSync("/proc")
		.filter((name) => /^\d+$/.test(name))
		.filter((pid) => parentOf(pid) === parent)
		.map(Number);
}

/** Postgres names what a process is for; sessions are named after their role. */
function isSession(pid: number): boolean {
	return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("lazo_w");
}

function parentOf(pid: string): number | undefined {
	try {
		// The name in parentheses may hold spaces.
		const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ");
		return Number(fields?.[1]);
	} catch {
		return undefined;
	}
}

function signal(pid: number, name: NodeJS.Signals): void {
	try {
		process.kill(pid, name);
	} catch {
		// A session may have ended meanwhile.
	}
}
