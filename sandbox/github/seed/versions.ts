import type { Behaviour } from "./service-files.ts";

/** The version before another: 1.8.1 → 1.8.0, and 1.8.0 → 1.7.2. */
export function versionBefore(version: string): string {
	const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
	return patch > 0 ? `${major}.${minor}.${patch - 1}` : `${major}.${minor - 1}.2`;
}

/** Good versions that are released and newer than what runs in production. */
export const newerVersions: Record<string, string> = {
	checkout: "1.8.1",
	"web-shop": "4.13.0",
	"catalog-api": "2.7.1",
	orders: "6.0.3",
	notifications: "0.9.6",
	identity: "3.1.0",
};

/** How a released version turns out; a `missing` one has lost its image in the registry. */
export type Outcome = "good" | "errors" | "crash" | "missing";

/** A version released from a branch before it was merged, and what is wrong with it. */
export type Candidate = { item: string; version: string; outcome: Outcome; change: Partial<Behaviour> };

export const candidates: Candidate[] = [
	{ item: "PAY-131", version: "1.9.0-rc.1", outcome: "errors", change: { errorRate: 0.35 } },
	{ item: "PAY-133", version: "1.9.0-rc.2", outcome: "crash", change: { crashAfterMs: 1500 } },
	{ item: "PAY-134", version: "1.9.0-rc.3", outcome: "missing", change: {} },
	{ item: "STO-217", version: "1.20.0-rc.1", outcome: "errors", change: { errorRate: 0.35 } },
	{ item: "FUL-317", version: "6.1.0-rc.1", outcome: "crash", change: { crashAfterMs: 1500 } },
];
