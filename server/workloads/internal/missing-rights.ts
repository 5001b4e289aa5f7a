import { type MissingRight, saveMissingRights } from "#server/platform/connections/health.ts";
import { log } from "#server/platform/log.ts";

/** What a cluster's credential may not do, by resource; every change is written to the connection, in order. */
export type MissingRights = { lacks: (right: MissingRight) => void; has: (resource: string) => void };

/** Begins with none missing, since rights may have been granted while nobody looked. */
export function noteMissingRights(connectionId: string): MissingRights {
	const missing = new Map<string, MissingRight>();
	let written = Promise.resolve();
	const write = () => {
		const rights = [...missing.values()].sort((a, b) => (a.resource < b.resource ? -1 : 1));
		written = written
			.then(() => saveMissingRights(connectionId, rights))
			.catch((error: Error) => log.warn({ error: error.message }, "missing rights could not be written"));
	};
	write();
	return {
		lacks: ({ verb, resource }) => {
			if (missing.get(resource)?.verb === verb) return;
			missing.set(resource, { verb, resource });
			write();
		},
		has: (resource) => {
			if (missing.delete(resource)) write();
		},
	};
}
