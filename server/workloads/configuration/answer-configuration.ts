import type { z } from "zod";
import { type ConfigurationRef, readConfiguration } from "#server/connectors/kubernetes/configuration-object.ts";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import { subdomainName } from "#server/connectors/kubernetes/schema.ts";
import { tellObject } from "./internal/tell-object.ts";
import type { configurationCall, Reading } from "./read-call.ts";

/** Pages that read again and again ask a cluster for an object this often at most. */
const freshMs = 10_000;
/** Objects that are remembered; what was asked for longest ago goes first. */
const mostKept = 500;

type Kept = { askedAt: number; reading: Promise<Reading> };
/** Holds what may be told, never the values of secrets. */
const kept = new Map<string, Kept>();

type Asked = z.infer<typeof configurationCall.input>;

/** Reads ConfigMaps and Secrets. One that cannot be read says why; when its cluster is away, what was read last is told with its age. */
export async function answerConfiguration(asked: Asked): Promise<{ items: Reading[] }> {
	const { connectionId, namespace, serviceId } = asked;
	const notBefore = Math.max(Date.parse(asked.notBefore), Date.now() - freshMs);
	const readings = asked.objects.map(({ kind, name }) => {
		const key = JSON.stringify([connectionId, namespace, kind, name, serviceId]);
		const known = kept.get(key);
		if (known && known.askedAt >= notBefore) return known.reading;
		const reading = read(connectionId, { kind, namespace, name }, { serviceId, known });
		kept.delete(key);
		kept.set(key, { askedAt: Date.now(), reading });
		const [oldest] = kept.keys();
		if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
		return reading;
	});
	return { items: await Promise.all(readings) };
}

type Context = { serviceId: string; known: Kept | undefined };

async function read(connectionId: string, ref: ConfigurationRef, { serviceId, known }: Context): Promise<Reading> {
	const { kind, name } = ref;
	if (!subdomainName.safeParse(name).success) {
		const failure = { code: "not-found", verb: "get", resource: kind, message: "No object can have this name." };
		return { kind, name, object: null, readAt: null, failure };
	}
	try {
		const object = tellObject(await readConfiguration(clusterOf(connectionId), ref), serviceId);
		return { kind, name, object, readAt: new Date().toISOString(), failure: null };
	} catch (error) {
		if (!(error instanceof KubernetesError)) throw error;
		const { code, verb, resource, message, transient } = error;
		const failure = { code, verb, resource, message: message.slice(0, 500) };
		const before = transient ? await known?.reading.catch(() => null) : null;
		return { kind, name, object: before?.object ?? null, readAt: before?.readAt ?? null, failure };
	}
}
