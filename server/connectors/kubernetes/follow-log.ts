import type { Cluster } from "./cluster.ts";
import { KubernetesError } from "./kubernetes-error.ts";
import { readCutLines } from "./read-cut-lines.ts";
import { objectPath } from "./resources.ts";
import { labelName } from "./schema.ts";

export type FollowedLog = {
	namespace: string;
	pod: string;
	container: string;
	/** The container before the last restart. */
	previous: boolean;
	/** Go on with new lines until the container ends. */
	follow: boolean;
	/** Only so many lines from the end; all when null. */
	tail: number | null;
	/** Only lines since the second of this time. */
	since: Date | null;
};

/** `at` is the kubelet's time as RFC 3339 in UTC with nine digits, null when the line has none; such times sort as text. */
export type RawLine = { at: string | null; text: string; cut: boolean };

const longestLine = 16 * 1024;
/** What is read of a log that is not followed. */
const mostBytes = 16 * 1024 * 1024;

/**
 * Opens a container's log; its lines come until the container ends or `signal` aborts, a quiet one stays open. Lines beyond
 * 16 KiB are cut. Throws KubernetesError, at once or when it breaks off; names must be RFC 1123.
 */
export async function followLog(
	cluster: Cluster,
	asked: FollowedLog,
	signal: AbortSignal,
): Promise<AsyncGenerator<RawLine>> {
	const { namespace, pod, container, previous, follow, tail, since } = asked;
	const query = new URLSearchParams({
		container: labelName.parse(container),
		timestamps: "true",
		...(tail !== null && { tailLines: String(tail) }),
		...(since && { sinceTime: since.toISOString().replace(/\.\d+Z$/, "Z") }),
		...(previous && { previous: "true" }),
		...(follow ? { follow: "true" } : { limitBytes: String(mostBytes) }),
	});
	const path = `${objectPath({ kind: "Pod", namespace, name: pod })}/log?${query}`;
	const call = { verb: "get", resource: "pods/log", path, signal };
	return linesOf(await cluster.open({ ...call, idleMs: follow ? 0 : 10_000, lasting: true }), signal);
}

type Body = Awaited<ReturnType<Cluster["open"]>>;

async function* linesOf(body: Body, signal: AbortSignal): AsyncGenerator<RawLine> {
	try {
		for await (const { text, cut } of readCutLines(body, longestLine)) yield { ...timed(text), cut };
	} catch (error) {
		if (signal.aborted) return;
		const said = error instanceof Error ? error.message : String(error);
		throw new KubernetesError({
			...{ code: "unreachable", verb: "get", resource: "pods/log", message: `The log broke off: ${said}` },
		});
	} finally {
		body.destroy();
	}
}

const stamp = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)(?: |$)/;

/** A line begins with the kubelet's time in RFC 3339 with up to nine digits, then a space. */
function timed(line: string): { at: string | null; text: string } {
	const [prefix, seconds, fraction = "", zone = "Z"] = stamp.exec(line) ?? [];
	if (prefix === undefined || seconds === undefined) return { at: null, text: line };
	const date = new Date(`${seconds}${zone}`);
	if (Number.isNaN(date.getTime())) return { at: null, text: line };
	const at = `${date.toISOString().slice(0, 19)}.${fraction.padEnd(9, "0")}Z`;
	return { at, text: line.slice(prefix.length) };
}
