import type { Store } from "../storage/store.ts";

/** What every part of the control plane shares. */
export type Cluster = {
	store: Store;
	/** How long pods stay on a node that is gone, seconds (the API server's `--default-unreachable-toleration-seconds`). */
	tolerationSeconds: number;
};

/** A time as Kubernetes writes it: RFC 3339 in whole seconds. */
export function timestamp(at: Date = new Date()): string {
	return `${at.toISOString().slice(0, 19)}Z`;
}

const alphabet = "bcdfghjklmnpqrstvwxz2456789";

/** Letters as Kubernetes adds them to generated names: no vowels, no digits that look like letters. */
export function randomSuffix(length = 5): string {
	return Array.from({ length }, () => alphabet[Math.floor(Math.random() * alphabet.length)]).join("");
}
