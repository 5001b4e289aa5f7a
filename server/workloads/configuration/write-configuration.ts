import type { Cluster } from "#server/connectors/kubernetes/cluster.ts";
import {
	type ConfigurationObject,
	type ConfigurationRef,
	patchConfiguration,
	readConfiguration,
} from "#server/connectors/kubernetes/configuration-object.ts";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { operateWorkload } from "#server/connectors/kubernetes/operate-workload.ts";
import { readWorkload, type WorkloadRef } from "#server/connectors/kubernetes/read-workload.ts";
import { holderOf } from "#server/connectors/kubernetes/template-source.ts";
import { config } from "#server/platform/config/load.ts";
import { conflict } from "#server/platform/errors.ts";
import { unseal } from "#server/platform/seal.ts";
import type { WorkloadChange } from "../../../prisma/generated/client.ts";
import { markOf } from "./internal/tell-object.ts";
import { refOfWorkload } from "./internal/workload-ref.ts";
import { type ChangedKey, changedKeySchema } from "./schema.ts";

const mostTries = 10;

/**
 * Writes a changed key and starts the pods anew that use it. Safe to repeat: a key that has its value is not written again, and the
 * restart carries the time of the request. Throws KubernetesError, and Problem 409 when the object is not as it was, is immutable, or
 * was written and its workload could not be restarted.
 */
export async function writeConfiguration(cluster: Cluster, change: WorkloadChange): Promise<void> {
	const before = changedKeySchema.parse(change.before);
	const after = changedKeySchema.parse(change.after);
	const ref = { kind: after.kind, namespace: change.namespace, name: after.object };
	const object = await putKey(cluster, ref, { before, after, value: newValue(change, after) });
	const operation = { action: "restart", at: change.requestedAt, configuration: markOf(object) } as const;
	for (const { kind, name } of after.restarts) {
		const workload = refOfWorkload({ kind, name, namespace: change.namespace });
		await restart(cluster, workload, operation).catch((error: unknown) => {
			throw asHalfDone(error, workload);
		});
	}
}

function newValue({ sealedValue }: WorkloadChange, { hidden, absent, value }: ChangedKey): string | null {
	if (absent || !hidden) return value;
	const { SEAL_PRIVATE_KEY } = config();
	if (!sealedValue || !SEAL_PRIVATE_KEY) throw new Error("a sealed value cannot be opened by this process");
	return unseal(sealedValue, SEAL_PRIVATE_KEY);
}

type Put = { before: ChangedKey; after: ChangedKey; value: string | null };

async function putKey(
	cluster: Cluster,
	ref: ConfigurationRef,
	{ before, after, value }: Put,
): Promise<ConfigurationObject> {
	const object = await readConfiguration(cluster, ref);
	const { key } = after;
	if (holds(object, key, value)) return object;
	const { resourceVersion, immutable } = object;
	const params = { object: ref.name, key };
	const asExpected =
		after.resourceVersion === null
			? holds(object, key, before.absent ? null : before.value)
			: after.resourceVersion === resourceVersion;
	if (!asExpected)
		throw conflict(
			"configuration-changed",
			`Somebody else changed ${ref.name} meanwhile, so it was left alone.`,
			params,
		);
	if (immutable)
		throw conflict("configuration-immutable", `${ref.name} is immutable. Make another one and refer to that.`, params);
	return patchConfiguration(cluster, ref, { resourceVersion, key, value });
}

/** Whether a key has a value; null: is not there. */
function holds({ values }: ConfigurationObject, key: string, value: string | null): boolean {
	const current = values.get(key);
	return value === null ? current === undefined : current?.equals(Buffer.from(value)) === true;
}

type Restart = Parameters<typeof operateWorkload>[2]["operation"];

async function restart(cluster: Cluster, ref: WorkloadRef, operation: Restart): Promise<void> {
	for (let attempt = 1; ; attempt++) {
		try {
			// The mark stands in the template, which a Rollout may take from its Deployment.
			const holder = holderOf(ref, await readWorkload(cluster, ref));
			await operateWorkload(cluster, holder.ref, { operation, resourceVersion: holder.resourceVersion });
			return;
		} catch (error) {
			if (!(error instanceof KubernetesError && error.code === "conflict") || attempt >= mostTries) throw error;
		}
	}
}

/** What the cluster refuses after the value was written must not look as if nothing had happened. */
function asHalfDone(error: unknown, { name }: WorkloadRef): unknown {
	if (!(error instanceof KubernetesError) || error.transient || error.code === "conflict") return error;
	const { verb, resource, message } = error;
	return conflict(
		"configuration-not-restarted",
		`The value was written, but ${name} could not be restarted: its pods take it when they start next. ${message}`,
		{ name, verb, resource },
	);
}
