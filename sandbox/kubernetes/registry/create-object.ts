import { randomUUID } from "node:crypto";
import { alreadyExists, badRequest, forbidden, notFound } from "../api/status-error.ts";
import type { JsonObject } from "../objects/json.ts";
import { child, isObject } from "../objects/json.ts";
import type { Kind } from "../objects/kinds.ts";
import { groupVersionOf, kindOf } from "../objects/kinds.ts";
import { admitPod } from "../objects/pod-defaults.ts";
import { setDefaults } from "../objects/set-defaults.ts";
import type { KubeObject, Metadata } from "../objects/types.ts";
import type { Cluster } from "./cluster.ts";
import { randomSuffix, timestamp } from "./cluster.ts";
import { allocateClusterIp } from "./service-addresses.ts";
import { checkShape, validate } from "./validate.ts";

type Target = { kind: Kind; namespace: string | undefined; dryRun?: boolean };

function checkEnvelope(target: Target, object: JsonObject): void {
	const { kind, namespace } = target;
	const expected = groupVersionOf(kind);
	if ((object.apiVersion ?? expected) !== expected || (object.kind ?? kind.kind) !== kind.kind) {
		throw badRequest(
			`${String(object.kind)} in version "${String(object.apiVersion)}" cannot be handled as a ${kind.kind}: converting (${String(object.apiVersion)}.${String(object.kind)}) to (${expected}.${kind.kind}): unknown conversion`,
		);
	}
	const own = child(object, "metadata").namespace;
	if (kind.namespaced && own && own !== namespace) {
		throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
	}
}

function checkNamespace(cluster: Cluster, target: Target, name: string): void {
	const { kind, namespace } = target;
	if (!kind.namespaced || !namespace) return;
	const found = cluster.store.get("namespaces", undefined, namespace);
	if (!found) throw notFound(kindOf("namespaces"), namespace);
	if (!found.metadata.deletionTimestamp) return;
	throw forbidden(kind, name, {
		message: `unable to create new content in namespace ${namespace} because it is being terminated`,
		causes: [
			{
				reason: "NamespaceTerminating",
				message: `namespace ${namespace} is being terminated`,
				field: "metadata.namespace",
			},
		],
	});
}

function freshMetadata(target: Target, given: JsonObject): Metadata {
	const { kind, namespace } = target;
	const generateName = typeof given.generateName === "string" ? given.generateName : undefined;
	const name = typeof given.name === "string" && given.name ? given.name : "";
	const { managedFields: _, selfLink: __, deletionTimestamp: ___, namespace: ____, ...rest } = given;
	return {
		...rest,
		name: name || (generateName ? generateName + randomSuffix() : ""),
		...(kind.namespaced && namespace ? { namespace } : {}),
		uid: randomUUID(),
		resourceVersion: "",
		creationTimestamp: timestamp(),
		...(kind.hasGeneration ? { generation: 1 } : {}),
	};
}

/**
 * Stores a new object as the API server does: defaults, admission, validation, then the write.
 * @throws StatusError 400, 403, 404 for the namespace, 409 AlreadyExists, 422 Invalid
 */
export function createObject(cluster: Cluster, target: Target, body: JsonObject): KubeObject {
	const { kind, namespace } = target;
	checkEnvelope(target, body);
	checkShape(kind, { metadata: {}, ...body });
	const draft = structuredClone(body);
	const given = isObject(draft.metadata) ? draft.metadata : {};
	if (given.resourceVersion) throw badRequest("resourceVersion should not be set on objects to be created");
	const object: KubeObject = {
		...draft,
		apiVersion: groupVersionOf(kind),
		kind: kind.kind,
		metadata: freshMetadata(target, given),
	};
	if (kind.hasStatus && kind.key !== "nodes") delete object.status;
	setDefaults(kind.key, object);
	validate(kind, object);
	const { name } = object.metadata;
	checkNamespace(cluster, target, name);
	if (kind.key === "pods") admitPod(object, cluster.tolerationSeconds);
	if (kind.key === "services") allocateClusterIp(cluster, object);
	if (cluster.store.get<string>(kind.key, namespace, name)) throw alreadyExists(kind, name);
	if (target.dryRun) return object;
	return cluster.store.put(kind.key, object);
}
