import { expect, test } from "vitest";
import type { Pod } from "../objects/types.ts";
import { inDeletionOrder } from "./replica-set.ts";

type Traits = { phase?: string; node?: string; ready?: boolean; restarts?: number; created?: string };

function pod(name: string, traits: Traits): Pod {
	const { phase = "Running", node = "one", ready = true, restarts = 0, created = "2026-01-01T00:00:00Z" } = traits;
	return {
		apiVersion: "v1",
		kind: "Pod",
		metadata: { name, uid: name, resourceVersion: "1", creationTimestamp: created },
		spec: { containers: [], ...(node ? { nodeName: node } : {}) },
		status: {
			phase,
			conditions: ready ? [{ type: "Ready", status: "True" }] : [],
			containerStatuses: [{ name: "app", ready, restartCount: restarts }],
		},
	};
}

test("a ReplicaSet gives up unassigned, pending and unready pods before those that serve, and young before old", () => {
	const pods = [
		pod("old", {}),
		pod("restarted", { restarts: 3 }),
		pod("young", { created: "2026-01-02T00:00:00Z" }),
		pod("unready", { ready: false }),
		pod("pending", { phase: "Pending", ready: false }),
		pod("unassigned", { node: "", phase: "Pending", ready: false }),
	];
	const order = inDeletionOrder(pods).map(({ metadata }) => metadata.name);
	expect(order).toEqual(["unassigned", "pending", "unready", "restarted", "young", "old"]);
});
