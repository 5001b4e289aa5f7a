import { authorize } from "#server/access/authorize.ts";
import { findPlaceToOperate } from "#server/deployments/find-place-to-operate.ts";
import type { Actor } from "#server/platform/actor.ts";
import { conflict, invalid } from "#server/platform/errors.ts";
import { transaction } from "#server/platform/transaction.ts";
import { holdWorkload } from "../operate/record-change.ts";
import { findHolder, type Holder } from "./internal/find-holder.ts";
import { listReferring } from "./internal/list-referring.ts";
import { looksSecret } from "./internal/looks-secret.ts";
import { passFreeze } from "./internal/pass-freeze.ts";
import { problemOfReading } from "./internal/problem-of-reading.ts";
import { readObjects } from "./internal/read-objects.ts";
import { recordConfigurationChange } from "./internal/record-configuration-change.ts";
import type { Reading } from "./read-call.ts";
import { type ChangeConfiguration, type ChangedKey, changeConfigurationSchema } from "./schema.ts";

/**
 * Asks for another value of a key, or for its end; the worker writes it and starts the pods anew. The object is read first, so that
 * what speaks against it is said at once. Throws Problem 403, 404, 422, 503, and 409 `configuration-frozen`, `rollout-running`, `change-running`,
 * `configuration-changed` (read it again, then ask again), `-immutable`, `-needed`, `-binary`.
 */
export async function changeConfiguration(
	actor: Actor,
	service: string,
	input: ChangeConfiguration,
): Promise<{ id: string }> {
	const asked = changeConfigurationSchema.parse(input);
	const { place, running } = await findPlaceToOperate(service, asked.environment);
	const { serviceId, environment } = place;
	await authorize(actor, "configuration.change", {
		...{ teamId: place.service.ownerTeamId, environment, subject: { kind: "service", id: serviceId } },
	});
	const freeze = await passFreeze(actor, place);
	const holder = findHolder(await listReferring(serviceId, environment.name), asked);
	refuseNeeded(holder, asked);
	if (running)
		throw conflict("rollout-running", "A rollout is under way here. Wait until it ends, or abort it.", {
			...{ deploymentId: running.id, by: running.by },
		});
	const { connectionId, namespace } = holder.first;
	const { kind, object } = asked;
	const [reading] = await readObjects({
		...{ connectionId, namespace, serviceId, objects: [{ kind, object }], notBefore: new Date() },
	});
	const { before, after } = compare(readyObject(reading, asked), asked, holder);
	return transaction(async (tx) => {
		await holdWorkload(tx, holder.first);
		return recordConfigurationChange(tx, actor, {
			...{ place, workload: holder.first, before, after, value: asked.value },
			...{ reason: asked.reason, undoMinutes: asked.undoMinutes, freeze },
		});
	});
}

/** A pod that names a key would not start without it. */
function refuseNeeded({ references }: Holder, { key, value, object }: ChangeConfiguration): void {
	const use = references.flatMap(({ uses }) => uses).find((one) => one.key === key && !one.optional);
	if (value === null && use)
		throw conflict(
			"configuration-needed",
			`${use.container} refers to ${key} of ${object} by name and would not start without it. Take the reference out first.`,
			{ key, object, container: use.container },
		);
}

type Told = NonNullable<Reading["object"]>;

/** The object as it is now, when the change may be made on it. */
function readyObject(reading: Reading | undefined, { kind, object, key, resourceVersion }: ChangeConfiguration): Told {
	const params = { object, key };
	const now = reading?.object;
	if (!now || reading.failure) throw problemOfReading(reading, kind, object);
	if (now.resourceVersion !== resourceVersion)
		throw conflict(
			"configuration-changed",
			`Somebody else changed ${object} meanwhile. Look at it, then ask again.`,
			params,
		);
	if (now.immutable)
		throw conflict("configuration-immutable", `${object} is immutable. Make another one and refer to that.`, params);
	return now;
}

/** The key as it is and as it shall be. Throws Problem for what is no change, cannot be written, or cannot be taken back as asked. */
function compare(now: Told, asked: ChangeConfiguration, { workloads }: Holder): Record<"before" | "after", ChangedKey> {
	const { kind, object, key, value, resourceVersion } = asked;
	const params = { object, key };
	const current = now.values.find((one) => one.key === key);
	if (current?.binary)
		throw conflict("configuration-binary", `${key} holds no text, so it is not changed here.`, params);
	const isSame = current ? !current.hidden && current.text === value : value === null;
	if (isSame) throw invalid("configuration-same", "This is what it says already.", params);
	const hidden = kind === "Secret" || current?.hidden === true || (value !== null && looksSecret(key, value));
	const lost = hidden || current?.text === null;
	if (lost && asked.undoMinutes !== undefined)
		throw invalid("configuration-no-undo", "Lazo does not keep its earlier value, so it cannot be put back.", params);
	const restarts = workloads.map((one) => ({ kind: one.kind, name: one.name }));
	const shared = { kind, object, key, hidden, resourceVersion, restarts };
	return {
		before: { ...shared, value: hidden ? null : (current?.text ?? null), absent: !current },
		after: { ...shared, value: hidden ? null : value, absent: value === null },
	};
}
