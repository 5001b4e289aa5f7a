import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import { type LogRequest, readLog } from "#server/connectors/kubernetes/read-log.ts";
import { cleanText } from "#server/platform/clean-text.ts";
import { Problem } from "#server/platform/errors.ts";
import { secretRedactor } from "#server/platform/redact-secrets.ts";
import type { PodLog } from "../schema.ts";

/** Reads a log from its cluster. Throws Problem 503 when the cluster is away, 409 when it has no such log. */
export async function answerPodLog({ connectionId, ...asked }: LogRequest & { connectionId: string }): Promise<PodLog> {
	try {
		const text = await readLog(clusterOf(connectionId), asked);
		return { pod: asked.pod, container: asked.container, lines: linesOf(text) };
	} catch (error) {
		if (!(error instanceof KubernetesError)) throw error;
		const status = error.transient ? 503 : 409;
		throw new Problem({ status, code: `cluster-${error.code}`, detail: error.message, params: { pod: asked.pod } });
	}
}

function linesOf(text: string): PodLog["lines"] {
	const redact = secretRedactor();
	const inert = (line: PodLog["lines"][number]) => ({ ...line, text: redact(cleanText(line.text)) });
	return text.split("\n").filter(Boolean).map(lineOf).map(inert);
}

/** A line begins with the kubelet's time in RFC 3339 with nanoseconds, then a space. */
function lineOf(line: string): PodLog["lines"][number] {
	const [, time, text] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) (.*)$/s.exec(line) ?? [];
	const at = time ? new Date(time) : null;
	return { at: at && !Number.isNaN(at.getTime()) ? at.toISOString() : null, text: (text ?? line).slice(0, 10_000) };
}
