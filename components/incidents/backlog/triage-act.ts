import type { Arrival } from "#server/incidents/schema.ts";
import type { Decision } from "../queries.ts";

export type Act = "accept" | "merge" | "snooze" | "decline";
/** What each dialog gets. */
export type DialogProps = {
	arrival: Arrival;
	onClose: () => void;
	decide: (decision: Decision) => void;
	busy: boolean;
	error: unknown;
};
