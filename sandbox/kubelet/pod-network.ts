import { execFileSync } from "node:child_process";
import { networkInterfaces } from "node:os";

/** Second octet of the pod network that belongs to a base port, so that several sandboxes stand side by side. */
export function podNetworkOf(basePort: number): number {
	return 100 + (Math.floor(basePort / 10) % 100);
}

/**
 * Gives this machine the pod network 10.N.0.0/16 on its loopback device, which needs root and `ip`; without, nothing
 * happens. Answers how to take away again what it gave.
 */
export function openPodNetwork(network: number): () => void {
	if (hasPodNetwork(network) || process.getuid?.() !== 0) return () => {};
	const change = (action: "add" | "del") => {
		try {
			execFileSync("ip", ["addr", action, `10.${network}.0.1/16`, "dev", "lo"], { stdio: "pipe" });
		} catch (error) {
			process.stderr.write(`ip addr ${action}: ${error instanceof Error ? error.message.trim() : error}\n`);
		}
		known = null;
	};
	change("add");
	return () => change("del");
}

/**
 * Where a pod really listens. The API refuses loopback addresses in a pod's status, so without root a pod reports
 * 10.N.x.y and listens on 127.N.x.y, which every Linux machine can bind.
 */
export function listenAddress(podIP: string): string {
	const [first, network, ...rest] = podIP.split(".");
	if (first !== "10" || network === undefined || hasPodNetwork(Number(network))) return podIP;
	return ["127", network, ...rest].join(".");
}

// Looking at all interfaces for each request would cost more than the request.
let known: { network: number; at: number; there: boolean } | null = null;

function hasPodNetwork(network: number): boolean {
	if (known && known.network === network && Date.now() - known.at < 10_000) return known.there;
	const wanted = `10.${network}.0.1`;
	const there = Object.values(networkInterfaces()).some((list) => list?.some((entry) => entry.address === wanted));
	known = { network, at: Date.now(), there };
	return there;
}

/** Hands out the addresses 10.N.H.2 to 10.N.H.254 of one node, the longest unused first: stale peers hit nobody. */
export class PodAddresses {
	readonly #prefix: string;
	readonly #used = new Set<string>();
	#last = 1;

	constructor(network: number, node: number) {
		this.#prefix = `10.${network}.${node}.`;
	}

	reserve(address: string): void {
		this.#used.add(address);
		if (address.startsWith(this.#prefix)) this.#last = Math.max(this.#last, Number(address.split(".")[3]));
	}

	take(): string {
		for (let tried = 0; tried < 253; tried++) {
			this.#last = this.#last >= 254 ? 2 : this.#last + 1;
			const address = `${this.#prefix}${this.#last}`;
			if (this.#used.has(address)) continue;
			this.#used.add(address);
			return address;
		}
		throw new Error(`all addresses of ${this.#prefix}0/24 are taken`);
	}

	release(address: string): void {
		this.#used.delete(address);
	}
}
