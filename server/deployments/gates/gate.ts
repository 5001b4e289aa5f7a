import type { Reader } from "#server/platform/database.ts";
import type { FoundPlace } from "../internal/find-place.ts";
import type { Gate, GateMode } from "./schema.ts";

/** What is asked of every gate: may this digest go to this place now? */
export type GateQuestion = { reader: Reader; place: FoundPlace; digest: string; now: Date };

/** A line that stands as it is: nobody may pass it over. */
export const gate = (code: string, state: Gate["state"], params: Gate["params"] = {}): Gate => ({
	code,
	state,
	params,
	override: null,
});

/** What a gate that can be passed over found; null when there is nothing to say here. */
export type Finding = { passes: boolean; params?: Gate["params"] } | null;

/** A gate whose weight the environment chooses: it blocks, it warns, or it is off. */
export type JudgedGate = {
	code: string;
	/** Its weight where the environment does not say otherwise. */
	weight: (environment: { production: boolean }) => GateMode;
	find: (question: GateQuestion) => Promise<Finding>;
};
