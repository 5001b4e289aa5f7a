import { z } from "zod";
import type { Cluster } from "./cluster.ts";
import { KubernetesError } from "./kubernetes-error.ts";
import { readBeginning } from "./read-beginning.ts";
import { labelName } from "./schema.ts";

/** A port by number or by name. */
export const servicePort = z.union([z.int().min(1).max(65_535), z.string().regex(/^[a-z]([-a-z0-9]{0,13}[a-z0-9])?$/)]);
/** A path of a request. What a proxy could read as "one up" is refused: it would leave the service. */
export const requestPath = z
	.string()
	.max(500)
	.regex(/^\/[\w\-.~%/?=&+:@,]*$/, "a path begins with / and holds no spaces")
	.refine((path) => !/(^|\/|%2f)(\.|%2e){1,2}($|[/?]|%2f)|%5c/i.test(path), "no . or .. among its parts");

export type Asked = { namespace: string; service: string; port: number | string; path: string; timeoutMs: number };
/** Null for an answer of 2xx, else its status and what stands at its beginning. */
export type BadAnswer = { status: number; detail: string } | null;

const resource = "services/proxy";

/**
 * Asks a service by HTTP GET through the API server, which chooses a ready pod: Lazo needs no way into the pod network. What it
 * answers behind a status of 2xx is not waited for. Throws KubernetesError when it may not ask or nothing comes in time.
 */
export async function askService(cluster: Cluster, asked: Asked): Promise<BadAnswer> {
	const { namespace, service, port, path, timeoutMs } = asked;
	const name = `${labelName.parse(service)}:${servicePort.parse(port)}`;
	const proxy = `/api/v1/namespaces/${labelName.parse(namespace)}/services/${name}/proxy`;
	try {
		const body = await cluster.open({
			...{ verb: "get", resource, path: `${proxy}${requestPath.parse(path)}`, idleMs: timeoutMs },
			signal: AbortSignal.timeout(timeoutMs),
		});
		await readBeginning(body, 65_536);
		return null;
	} catch (error) {
		if (!(error instanceof KubernetesError) || error.status === null || isOwnRefusal(error)) throw error;
		return { status: error.status, detail: error.message.slice(0, 300) };
	}
}

/** What the API server said of itself rather than passed on: who may ask, and whether there is such a service. */
const isOwnRefusal = ({ status, message }: KubernetesError): boolean =>
	status === 401 ||
	(status === 403 && message.includes(resource)) ||
	(status === 404 && /^services "[^"]+" not found/.test(message));
