import { badRequest, conflict, notFound } from "../api/status-error.ts";
import type { JsonObject } from "../objects/json.ts";
import { isObject, sameJson } from "../objects/json.ts";
import type { Kind } from "../objects/kinds.ts";
import { groupVersionOf } from "../objects/kinds.ts";
import { setDefaults } from "../objects/set-defaults.ts";
import type { KubeObject, Metadata } from "../objects/types.ts";
import type { Cluster } from "./cluster.ts";
import { checkShape, validate, validateChange } from "./validate.ts";

export type Address = {
	kind: Kind;
	namespace: string | undefined;
	name: string;
	/** Which part of the object is written; the rest stays as stored. */
	subresource?: "status" | undefined;
	dryRun?: boolean;
};

function checkIdentity(address: Address, given: JsonObject, old: KubeObject): void {
	const { kind, name } = address;
	if (given.name && given.name !== name) {
		throw badRequest(`the name of the object (${String(given.name)}) does not match the name on the URL (${name})`);
	}
	if (given.namespace && given.namespace !== address.namespace) {
		throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
	}
	const uid = given.uid;
	if (uid && uid !== old.metadata.uid) {
		throw conflict(
			kind,
			name,
			`Precondition failed: UID in precondition: ${String(uid)}, UID in object meta: ${old.metadata.uid}`,
		);
	}
	const version = given.resourceVersion;
	if (version && version !== "0" && version !== old.metadata.resourceVersion) throw conflict(kind, name);
}

function nextMetadata(given: JsonObject, old: Metadata): Metadata {
	const { managedFields: _, selfLink: __, ...rest } = given;
	const { deletionTimestamp, deletionGracePeriodSeconds, generation, generateName } = old;
	return {
		...rest,
		name: old.name,
		...(old.namespace ? { namespace: old.namespace } : {}),
		uid: old.uid,
		resourceVersion: old.resourceVersion,
		creationTimestamp: old.creationTimestamp,
		...(generateName ? { generateName } : {}),
		generation,
		deletionTimestamp,
		deletionGracePeriodSeconds,
	} as Metadata;
}

function specOf(object: KubeObject): JsonObject {
	const { metadata: _, status: __, ...rest } = object;
	return rest;
}

function bumpGeneration(kind: Kind, next: KubeObject, old: KubeObject): void {
	if (!kind.hasGeneration) return;
	// A Deployment's annotations count too: its controller copies them to the ReplicaSet.
	const annotated = kind.key === "deployments.apps" && !sameJson(next.metadata.annotations, old.metadata.annotations);
	if (annotated || !sameJson(specOf(next), specOf(old))) next.metadata.generation = (old.metadata.generation ?? 0) + 1;
}

function statusUpdate(next: KubeObject, old: KubeObject): KubeObject {
	const { annotations, finalizers } = next.metadata;
	return { ...old, status: next.status, metadata: { ...old.metadata, annotations, finalizers } as Metadata };
}

/** Objects on their way out go when nothing holds them any more. */
export function isReadyToGo(object: KubeObject): boolean {
	const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = object.metadata;
	if (!deletionTimestamp || (finalizers?.length ?? 0) > 0) return false;
	if (object.kind === "Namespace") {
		const spec = object.spec;
		return isObject(spec) && Array.isArray(spec.finalizers) ? spec.finalizers.length === 0 : true;
	}
	return !deletionGracePeriodSeconds;
}

function prepare(address: Address, body: JsonObject, old: KubeObject): KubeObject {
	const { kind } = address;
	checkShape(kind, { metadata: {}, ...body });
	const given = isObject(body.metadata) ? body.metadata : {};
	checkIdentity(address, given, old);
	const next: KubeObject = {
		...structuredClone(body),
		apiVersion: groupVersionOf(kind),
		kind: kind.kind,
		metadata: nextMetadata(structuredClone(given), old.metadata),
	};
	if (address.subresource === "status") return statusUpdate(next, old);
	if (kind.hasStatus) {
		if (old.status === undefined) delete next.status;
		else next.status = old.status;
	}
	if (kind.key === "secrets") next.data = next.data ?? old.data;
	setDefaults(kind.key, next);
	validate(kind, next);
	validateChange(kind, next, old);
	bumpGeneration(kind, next, old);
	return next;
}

/**
 * Replaces an object, or its status.
 * @throws StatusError 400, 404, 409 on a stale resourceVersion or another uid, 422 Invalid
 */
export function updateObject(cluster: Cluster, address: Address, body: JsonObject): KubeObject {
	const { kind, namespace, name } = address;
	const old = cluster.store.get<string>(kind.key, namespace, name);
	if (!old) throw notFound(kind, name);
	const next = prepare(address, body, old);
	if (kind.key === "services") keepAddress(next, old);
	if (address.dryRun) return next;
	if (isReadyToGo(next)) {
		cluster.store.remove(kind.key, old);
		return next;
	}
	return cluster.store.put(kind.key, next);
}

function keepAddress(next: KubeObject, old: KubeObject): void {
	const [spec, before] = [next.spec, old.spec];
	if (!isObject(spec) || !isObject(before)) return;
	spec.clusterIP = spec.clusterIP || before.clusterIP;
	spec.clusterIPs = spec.clusterIPs ?? before.clusterIPs;
}
