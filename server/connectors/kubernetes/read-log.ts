import type { Cluster } from "./cluster.ts";
import { objectPath } from "./resources.ts";
import { labelName } from "./schema.ts";

export type LogRequest = {
	namespace: string;
	pod: string;
	container: string;
	/** The container before the last restart. */
	previous: boolean;
	/** Lines from the end. */
	tail: number;
};

const mostBytes = 1024 * 1024;

/** The end of a container's log, at most 1 MiB. Throws KubernetesError; names must be RFC 1123. */
export async function readLog(cluster: Cluster, { namespace, pod, container, previous, tail }: LogRequest) {
	const query = new URLSearchParams({
		container: labelName.parse(container),
		tailLines: String(tail),
		limitBytes: String(mostBytes),
		timestamps: "true",
		...(previous && { previous: "true" }),
	});
	const body = await cluster.open({
		verb: "get",
		resource: "pods/log",
		path: `${objectPath({ kind: "Pod", namespace, name: pod })}/log?${query}`,
		idleMs: 10_000,
	});
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		if (size > mostBytes + 65_536) {
			body.destroy();
			break;
		}
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString("utf8");
}
