import { setTimeout as sleep } from "node:timers/promises";
import { followLog, type RawLine } from "#server/connectors/kubernetes/follow-log.ts";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import type { LogContainer } from "./list-containers.ts";
import type { LogSource } from "./schema.ts";
import { ToldLines } from "./told-lines.ts";

/** What is wanted of a log: the last `tail` lines, or those since `from`, up to `to`; then new ones with `follow`. */
export type LogRange = { tail: number | null; from: Date | null; to: Date | null; follow: boolean };

type Told = Pick<LogSource, "state" | "problem">;
export type LogEars = {
	line: (line: RawLine) => void;
	state: (told: Told) => void;
	/** Whether the container is still there to be read on. */
	there: () => boolean;
	signal: AbortSignal;
};

const mostPauseMs = 15_000;

/**
 * Reads a container's log until everything wanted was told, it is there no more or the signal aborts. Where it breaks off it is
 * read on from the last line told, after a growing pause. Never throws for what a cluster does.
 */
export async function followContainer(container: LogContainer, range: LogRange, ears: LogEars): Promise<void> {
	const told = new ToldLines();
	for (let pauseMs = 500; !ears.signal.aborted; pauseMs = Math.min(pauseMs * 2, mostPauseMs)) {
		const start = Date.now();
		const ending = await readOnce(container, range, { told, ears });
		if (ears.signal.aborted) return;
		ears.state(ending);
		if (!range.follow || container.previous) return;
		if (Date.now() - start > 10_000) pauseMs = 500;
		await sleep(pauseMs, undefined, { signal: ears.signal }).catch(() => {});
		if (!ears.there()) return;
		told.reopen();
	}
}

/** As the times of lines are written. */
export const sortable = (time: Date): string => time.toISOString().replace("Z", "000000Z");

type Reading = { told: ToldLines; ears: LogEars };

async function readOnce(container: LogContainer, range: LogRange, { told, ears }: Reading): Promise<Told> {
	const { connectionId, namespace, pod, container: name, previous } = container;
	const since = told.since ?? range.from;
	try {
		const asked = { namespace, pod, container: name, previous, follow: range.follow && !previous };
		const tail = told.since ? null : range.tail;
		const lines = await followLog(clusterOf(connectionId), { ...asked, tail, since }, ears.signal);
		ears.state({ state: "open", problem: null });
		const { isBefore, isAfter } = boundsOf(range);
		for await (const line of lines) {
			if (isAfter(line)) break;
			if (told.isNew(line.at) && !isBefore(line)) ears.line(line);
		}
		return { state: "ended", problem: null };
	} catch (error) {
		if (!(error instanceof KubernetesError)) throw error;
		return { state: "failed", problem: { code: `cluster-${error.code}`, message: error.message } };
	}
}

function boundsOf({ from, to }: LogRange) {
	const first = from && sortable(from);
	const last = to && sortable(to);
	return {
		isBefore: ({ at }: RawLine) => first !== null && at !== null && at < first,
		isAfter: ({ at }: RawLine) => last !== null && at !== null && at > last,
	};
}
