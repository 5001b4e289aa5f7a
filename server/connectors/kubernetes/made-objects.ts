import { z } from "zod";
import type { Cluster } from "./cluster.ts";
import { KubernetesError } from "./kubernetes-error.ts";
import { type Kind, objectPath, resourceName, resources } from "./resources.ts";
import { labelName } from "./schema.ts";

/** One object of a kind; `namespace` is null for what belongs to none. */
export type ObjectAt = { kind: Kind; namespace: string | null; name: string };

const texts = z.record(z.string(), z.string()).nullish();
const objectSchema = z.looseObject({
	metadata: z.looseObject({
		name: z.string(),
		uid: z.string(),
		labels: texts.transform((labels) => labels ?? {}),
		deletionTimestamp: z.string().nullish(),
	}),
});
const listSchema = z.object({ items: z.array(objectSchema).nullish() });
/** An object as the cluster holds it; what Lazo does not look at stays in it. */
export type HeldObject = z.output<typeof objectSchema>;

/** An operation of RFC 6902. */
export type JsonPatch = { op: "add" | "replace" | "remove" | "test"; path: string; value?: unknown }[];

/** Reads an object; null when there is none. Throws KubernetesError. */
export async function findObject(cluster: Cluster, at: ObjectAt): Promise<HeldObject | null> {
	try {
		return parse(await cluster.call({ verb: "get", resource: resourceName(at.kind), path: pathOf(at) }), at.kind);
	} catch (error) {
		if (error instanceof KubernetesError && error.code === "not-found") return null;
		throw error;
	}
}

/** The objects of a kind in a namespace that carry a label. Throws KubernetesError. */
export async function listLabelled(
	cluster: Cluster,
	{ kind, namespace }: { kind: Kind; namespace: string },
	[label, value]: readonly [string, string],
): Promise<HeldObject[]> {
	const query = new URLSearchParams({ labelSelector: `${label}=${value}` });
	const path = `${collection(kind, namespace)}?${query}`;
	const answer = listSchema.safeParse(await cluster.call({ verb: "list", resource: resourceName(kind), path }));
	if (answer.success) return answer.data.items ?? [];
	throw unreadable("list", kind);
}

/** Makes an object. Throws KubernetesError, `conflict` when one of its name is there already. */
export async function makeObject(cluster: Cluster, at: ObjectAt, body: object): Promise<HeldObject> {
	const { kind, namespace, name } = at;
	const { group } = resources[kind];
	const given = { apiVersion: group.replace(/^\/apis?\//, ""), kind, ...body };
	const metadata = { ...("metadata" in body && typeof body.metadata === "object" ? body.metadata : {}), name };
	const path = `${collection(kind, namespace)}?fieldManager=lazo`;
	const answer = await cluster.call({
		...{ verb: "create", resource: resourceName(kind), method: "POST", path },
		body: { ...given, metadata: { ...metadata, ...(namespace && { namespace }) } },
	});
	return parse(answer, kind);
}

/** Changes an object by JSON patch. Throws KubernetesError, `invalid` when one of its tests does not hold. */
export async function changeObject(cluster: Cluster, at: ObjectAt, patch: JsonPatch): Promise<HeldObject> {
	const answer = await cluster.call({
		...{ verb: "patch", resource: resourceName(at.kind), method: "PATCH", path: `${pathOf(at)}?fieldManager=lazo` },
		...{ contentType: "application/json-patch+json", body: patch },
	});
	return parse(answer, at.kind);
}

/** Deletes the object of just this uid, and what it owns after it; one that is gone is fine. Throws KubernetesError. */
export async function removeObject(cluster: Cluster, at: ObjectAt, uid: string): Promise<void> {
	try {
		await cluster.call({
			...{ verb: "delete", resource: resourceName(at.kind), method: "DELETE", path: pathOf(at) },
			body: { propagationPolicy: "Background", preconditions: { uid } },
		});
	} catch (error) {
		if (!(error instanceof KubernetesError && error.code === "not-found")) throw error;
	}
}

function collection(kind: Kind, namespace: string | null): string {
	const { group, plural } = resources[kind];
	return namespace === null ? `${group}/${plural}` : `${group}/namespaces/${labelName.parse(namespace)}/${plural}`;
}

function pathOf({ kind, namespace, name }: ObjectAt): string {
	return namespace === null
		? `${collection(kind, null)}/${labelName.parse(name)}`
		: objectPath({ kind, namespace, name });
}

function parse(answer: unknown, kind: Kind): HeldObject {
	const parsed = objectSchema.safeParse(answer);
	if (parsed.success) return parsed.data;
	throw unreadable("get", kind);
}

const unreadable = (verb: string, kind: Kind) =>
	new KubernetesError({
		...{ code: "unreadable", verb, resource: resourceName(kind) },
		message: `The cluster's answer is no ${kind}.`,
	});
