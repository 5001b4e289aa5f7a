import type { Reaction } from "#server/platform/reactions.ts";
import type { Handlers } from "#server/platform/rpc.ts";

export type Stop = () => Promise<void>;

/** What a feature brings to the worker: queues and leases it starts, calls of web it answers, reactions to events. */
export type WorkerFeature = {
	name: string;
	/** Registers queues, takes leases, adds answers to `handlers`. `address` is where web reaches this worker. */
	start: (context: { handlers: Handlers; address: string }) => Promise<Stop>;
	reactions?: readonly Reaction[];
};
