import { once } from "node:events";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { db } from "#server/platform/database.ts";
import { conflict, Problem, unavailable } from "#server/platform/errors.ts";
import { takeLease, whileHolding } from "#server/platform/lease.ts";
import { log } from "#server/platform/log.ts";
import { answer, type Handlers } from "#server/platform/rpc.ts";
import { answerStream } from "#server/platform/rpc-stream.ts";
import type { Stop } from "#server/worker/feature.ts";
import { type Ended, LiveTerminal } from "./internal/live-terminal.ts";
import { recordEnd } from "./internal/record-end.ts";
import { sweepTerminals } from "./internal/sweep-terminals.ts";
import { terminalOver } from "./internal/terminal-over.ts";
import { whyOver } from "./internal/why-over.ts";
import { type TerminalLimits, terminalLimits } from "./limits.ts";
import type { Window } from "./schema.ts";
import { closeCall, leaseOf, openCall, readCall, resizeCall, writeCall } from "./terminal-calls.ts";

type Given = { handlers: Handlers; address: string; limits?: TerminalLimits };

/** Answers web's calls about terminals in this worker, and ends those that are over. Returns how to stop, which ends all. */
export function startTerminals({ handlers, address, limits = terminalLimits }: Given): Stop {
	const host = new TerminalHost(address, limits);
	answer(handlers, openCall, async ({ id, ...window }) => host.open(id, window));
	answerStream(handlers, readCall, ({ id, from }, signal) => host.find(id).read(from, signal));
	answer(handlers, writeCall, async ({ id, ...input }) => {
		await host.find(id).write(input);
		return {};
	});
	answer(handlers, resizeCall, async ({ id, ...window }) => {
		host.find(id).resize(window);
		return {};
	});
	answer(handlers, closeCall, async ({ id }) => {
		host.find(id).end("closed");
		await host.written(id);
		return {};
	});
	const stopSweeping = whileHolding("terminals", null, sweepTerminals);
	return async () => {
		await stopSweeping();
		await host.stop();
	};
}

/** The terminals of this worker. */
class TerminalHost {
	readonly #address: string;
	readonly #limits: TerminalLimits;
	readonly #live = new Map<string, LiveTerminal>();
	/** Ends that are being written down. */
	readonly #endings = new Map<string, Promise<void>>();

	constructor(address: string, limits: TerminalLimits) {
		this.#address = address;
		this.#limits = limits;
	}

	/** The terminal with an id; throws Problem 409 `terminal-over` when it does not run here any more. */
	find(id: string): LiveTerminal {
		const terminal = this.#live.get(id);
		if (terminal) return terminal;
		throw terminalOver();
	}

	async open(id: string, window: Window): Promise<object> {
		if (this.#live.size >= this.#limits.perWorker)
			throw unavailable("terminals-full", "As many terminals are open as Lazo carries. Try again in a few minutes.");
		const row = await db().terminalSession.findFirst({ where: { id, endedAt: null } });
		if (!row || this.#live.has(id)) throw terminalOver();
		await takeLease(leaseOf(id), this.#address);
		const letGo = whileHolding(leaseOf(id), this.#address, (signal) =>
			signal.aborted ? Promise.resolve() : once(signal, "abort").then(() => {}),
		);
		const onEnd = (ended: Ended) => {
			stopWatching();
			this.#write(id, ended, letGo);
		};
		const terminal = new LiveTerminal({ row, limits: this.#limits, onEnd });
		this.#live.set(id, terminal);
		// A cluster that takes its time to answer counts as its time, too.
		const stopWatching = this.#watch(terminal);
		try {
			await terminal.open(window);
		} catch (error) {
			terminal.end("refused");
			await this.written(id);
			throw error instanceof KubernetesError ? problemOf(error, row.pod) : error;
		}
		return {};
	}

	/** Resolves when the end of a terminal has been written down. */
	async written(id: string): Promise<void> {
		await this.#endings.get(id);
	}

	async stop(): Promise<void> {
		for (const terminal of [...this.#live.values()]) terminal.end("worker-stopped");
		await Promise.all(this.#endings.values());
	}

	#write(id: string, ended: Ended, letGo: Stop): void {
		// Until it stands in the books its reader is told here.
		const writing = recordEnd(id, ended)
			.then(() => {})
			.catch((error: Error) => log.warn({ terminal: id, error: error.message }, "an end is left to the sweep"))
			.then(letGo)
			.finally(() => {
				this.#live.delete(id);
				this.#endings.delete(id);
			});
		this.#endings.set(id, writing);
	}

	/** Looks every so often whether it is over, and whether the person still may. */
	#watch(terminal: LiveTerminal): () => void {
		const { recheckMs, uncheckedMs } = this.#limits;
		let checkedAt = Date.now();
		let checking = false;
		const recheck = async () => {
			if (checking) return;
			checking = true;
			try {
				const why = await whyOver(terminal.row);
				checkedAt = Date.now();
				if (why) terminal.end(why);
			} catch {
				if (Date.now() - checkedAt > uncheckedMs) terminal.end("unchecked");
			} finally {
				checking = false;
			}
		};
		const timers = [
			setInterval(() => terminal.tick(Date.now()), Math.min(1_000, recheckMs)),
			setInterval(() => void recheck(), recheckMs),
		];
		return () => {
			for (const timer of timers) clearInterval(timer);
		};
	}
}

/** What the cluster said no with, naming what Lazo's account may not do. */
function problemOf(error: KubernetesError, pod: string): Problem {
	const { code, message, transient } = error;
	const verb = /cannot (\w+) resource/.exec(message)?.[1] ?? error.verb;
	const params = { pod, verb, resource: error.resource };
	if (code === "forbidden") return new Problem({ status: 409, code: "terminal-forbidden", detail: message, params });
	if (code === "not-found") return conflict("terminal-pod-gone", message, params);
	return new Problem({ status: transient ? 503 : 409, code: `cluster-${code}`, detail: message, params });
}
