import { callWorker } from "#server/platform/rpc.ts";
import { configurationCall, type Reading } from "../read-call.ts";
import type { ChangedKey } from "../schema.ts";

const mostObjects = 100;

/** What is asked for: objects of one namespace, for one service. */
export type Wanted = {
	connectionId: string;
	namespace: string;
	serviceId: string;
	objects: readonly Pick<ChangedKey, "kind" | "object">[];
	/** What the worker read before has to be read again. */
	notBefore: Date;
};

/** Asks the worker. Of a service that refers to more than 100 objects in one namespace, the rest is left out. Throws Problem 503. */
export async function readObjects({ objects, notBefore, ...where }: Wanted): Promise<Reading[]> {
	const distinct = new Map(objects.map(({ kind, object }) => [`${kind}/${object}`, { kind, name: object }]));
	if (distinct.size === 0) return [];
	const { items } = await callWorker(configurationCall, {
		...where,
		objects: [...distinct.values()].slice(0, mostObjects),
		notBefore: notBefore.toISOString(),
	});
	return items;
}
