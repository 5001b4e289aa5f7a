import type { PlaceToOperate } from "#server/deployments/find-place-to-operate.ts";
import type { Actor } from "#server/platform/actor.ts";
import { config } from "#server/platform/config/load.ts";
import type { Transaction } from "#server/platform/database.ts";
import { unavailable } from "#server/platform/errors.ts";
import { seal } from "#server/platform/seal.ts";
import type { Workload } from "../../../../prisma/generated/client.ts";
import { recordChange } from "../../operate/record-change.ts";
import type { ChangedKey } from "../schema.ts";

type Change = {
	place: PlaceToOperate;
	workload: Workload;
	before: ChangedKey;
	after: ChangedKey;
	/** The new value; sealed when it is hidden. */
	value: string | null;
	reason: string;
	undoMinutes?: number | undefined;
	undoOfId?: string | undefined;
	/** Name of the freeze that it was made in all the same. */
	freeze?: string | null | undefined;
};

/** Longest value that an audit line quotes. */
const longestQuoted = 1_000;

/** Writes a change of configuration down, with audit line, event and job. Values of secrets are in none of them; events carry no value at all. */
export function recordConfigurationChange(
	tx: Transaction,
	actor: Actor,
	{ before, after, value, freeze, ...change }: Change,
): Promise<{ id: string }> {
	const { kind, object, key, hidden, absent } = after;
	const { namespace, name } = change.workload;
	const undoMinutes = change.undoMinutes ?? null;
	const what = absent ? "removed" : before.absent ? "added" : "changed";
	return recordChange(tx, actor, {
		...change,
		...{ action: "configure", before, after },
		sealedValue: hidden && value !== null ? sealed(value) : null,
		audited: {
			action: "configuration.change",
			before: quoted(before),
			after: { ...quoted(after), what, undoMinutes, ...(freeze && { freeze }) },
		},
		told: { action: "configure", what, kind, object, key, undoMinutes, namespace, name },
	});
}

function quoted({ kind, object, key, hidden, value }: ChangedKey): object {
	return { kind, object, key, ...(hidden ? { hidden } : { value: value?.slice(0, longestQuoted) ?? null }) };
}

function sealed(value: string): Uint8Array<ArrayBuffer> {
	const { SEAL_PUBLIC_KEY } = config();
	if (!SEAL_PUBLIC_KEY)
		throw unavailable(
			"configuration-no-seal",
			"SEAL_PUBLIC_KEY is not set, so a secret cannot be handed to the worker safely. Whoever runs Lazo has to set it.",
		);
	return new Uint8Array(seal(value, SEAL_PUBLIC_KEY));
}
