import type { QueryClient } from "@tanstack/react-query";

/**
 * Makes queries old: those whose `meta.live` names one of the keys; `concerns` tells whether there are any. `stop` forgets what is
 * still to be read.
 */
export type Refresher = {
	concerns: (keys: ReadonlySet<string>) => boolean;
	refresh: (keys: ReadonlySet<string>) => void;
	stop: () => void;
};

/**
 * Reads queries again when their keys change. One that is being read already is read once more afterwards and never cut off:
 * where changes come faster than answers, it would otherwise not end before they do.
 */
export function refreshQueries(client: QueryClient): Refresher {
	const cache = client.getQueryCache();
	const again = new Set<string>();
	const unsubscribe = cache.subscribe(({ type, query }) => {
		if (type === "removed") again.delete(query.queryHash);
		if (type !== "updated" || query.state.fetchStatus === "fetching") return;
		if (again.delete(query.queryHash)) void client.invalidateQueries({ queryKey: query.queryKey, exact: true });
	});
	const named = (keys: ReadonlySet<string>) =>
		cache.findAll({ predicate: ({ meta }) => meta?.live?.some((key) => keys.has(key)) ?? false });
	const refresh = (keys: ReadonlySet<string>) => {
		const old = named(keys);
		for (const query of old) if (query.state.fetchStatus === "fetching") again.add(query.queryHash);
		const idle = new Set(old.filter(({ queryHash }) => !again.has(queryHash)));
		void client.invalidateQueries({ predicate: (query) => idle.has(query) });
	};
	return {
		concerns: (keys) => named(keys).length > 0,
		refresh,
		stop: () => {
			unsubscribe();
			again.clear();
		},
	};
}
