import { type AutoscalerObject, autoscalerSchema } from "#server/connectors/kubernetes/autoscaler-object.ts";
import type { Cluster } from "#server/connectors/kubernetes/cluster.ts";
import { type Listener, reflect } from "#server/connectors/kubernetes/reflector.ts";
import { resourceName } from "#server/connectors/kubernetes/resources.ts";
import { log } from "#server/platform/log.ts";
import { debounce } from "../internal/debounce.ts";
import type { MissingRights } from "../internal/missing-rights.ts";
import { keepAutoscalers, saveAutoscaler } from "./save-autoscaler.ts";

const kind = "HorizontalPodAutoscaler";
const everyMs = 1_000;
/** The controller measures each every 15 s; in a company of thousands these figures alone need not be written every time. */
const figuresEveryMs = 30_000;
const all = "all";

/** Keeps the table of autoscalers in step with a cluster until `signal` aborts. A missing right is named; nothing else stops. */
export async function watchAutoscalers(
	cluster: Cluster,
	{ signal, rights }: { signal: AbortSignal; rights: MissingRights },
): Promise<void> {
	const { connectionId } = cluster;
	const known = new Map<string, AutoscalerObject>();
	const save = async (key: string) => {
		if (key === all) return keepAutoscalers(connectionId, [...known.values()]);
		const seen = known.get(key);
		if (seen) await saveAutoscaler(connectionId, seen);
	};
	const options = {
		...{ concurrency: 2, signal },
		onError: (key: string, error: unknown) =>
			log.warn({ cluster: cluster.name, key, error: String(error) }, "an autoscaler was not kept"),
	};
	const saving = debounce(save, { ...options, everyMs });
	const savingFigures = debounce(save, { ...options, everyMs: figuresEveryMs });
	const put = (seen: AutoscalerObject) => {
		const before = known.get(seen.uid);
		known.set(seen.uid, seen);
		(before && decisionOf(before) === decisionOf(seen) ? savingFigures : saving).mark(seen.uid);
	};
	const listener: Listener<AutoscalerObject> = {
		replaced: (objects) => {
			known.clear();
			for (const object of objects) put(object);
			saving.mark(all);
		},
		changed: put,
		deleted: ({ uid }) => {
			known.delete(uid);
			saving.mark(all);
		},
		alive: () => rights.has(resourceName(kind)),
		// Clusters before 1.23 have no autoscaling/v2; the rest of such a cluster works.
		failed: ({ code, verb, resource, message }) => {
			if (code === "forbidden") rights.lacks({ verb, resource });
			else log.debug({ cluster: cluster.name, code }, message);
		},
		quarantined: (name, problem) =>
			log.warn({ cluster: cluster.name, kind, name, problem }, "object set aside: it cannot be read"),
	};
	try {
		await reflect(cluster, { kind, schema: autoscalerSchema }, { listener, signal });
	} finally {
		await Promise.all([saving.stop(), savingFigures.stop()]);
	}
}

/** All that is told of an autoscaler but what was just measured. */
const decisionOf = ({ resourceVersion: _, metrics, ...rest }: AutoscalerObject): string =>
	JSON.stringify([rest, metrics.map(({ current, ...metric }) => [metric, current === null])]);
