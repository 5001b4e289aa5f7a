import {
	closeSync,
	existsSync,
	mkdirSync,
	openSync,
	readFileSync,
	renameSync,
	writeFileSync,
	writeSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { KubeObject } from "../objects/types.ts";

const compactAtBytes = 16 * 1024 * 1024;

/** Where a store keeps its objects. */
export type Journal = {
	load(): { revision: number; objects: [string, KubeObject][] };
	put(revision: number, key: string, object: KubeObject): void;
	remove(revision: number, key: string, id: string): void;
	isLong(): boolean;
	compact(revision: number, objects: Iterable<[string, KubeObject]>): void;
	close(): void;
};

const metadataSchema = z.looseObject({
	name: z.string(),
	namespace: z.string().optional(),
	uid: z.string(),
	resourceVersion: z.string(),
	creationTimestamp: z.string(),
});
const entrySchema = z.object({
	r: z.number(),
	k: z.string(),
	o: z.looseObject({ apiVersion: z.string(), kind: z.string(), metadata: metadataSchema }).optional(),
	d: z.string().optional(),
});

function parseLine(line: string): z.infer<typeof entrySchema> | undefined {
	try {
		return entrySchema.parse(JSON.parse(line));
	} catch {
		// The last line of a process that was killed may be half a line.
		return undefined;
	}
}

function read(file: string): { revision: number; objects: Map<string, [string, KubeObject]> } {
	const objects = new Map<string, [string, KubeObject]>();
	let revision = 0;
	if (!existsSync(file)) return { revision, objects };
	for (const line of readFileSync(file, "utf8").split("\n")) {
		const entry = line ? parseLine(line) : undefined;
		if (!entry) continue;
		revision = Math.max(revision, entry.r);
		if (entry.d !== undefined) objects.delete(`${entry.k} ${entry.d}`);
		if (entry.o) {
			const { namespace, name } = entry.o.metadata;
			objects.set(`${entry.k} ${namespace ? `${namespace}/${name}` : name}`, [entry.k, entry.o as KubeObject]);
		}
	}
	return { revision, objects };
}

/** Appends every change as one line of JSON, before anybody hears of it, and rewrites the file when it grows long. */
export function openJournal(folder: string): Journal {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const file = join(folder, "journal.jsonl");
	const loaded = read(file);
	let handle = -1;
	let bytes = 0;
	const append = (entry: object) => {
		bytes += writeSync(handle, `${JSON.stringify(entry)}\n`);
	};
	const compact: Journal["compact"] = (revision, objects) => {
		const lines = [JSON.stringify({ r: revision, k: "" })];
		for (const [k, o] of objects) lines.push(JSON.stringify({ r: Number(o.metadata.resourceVersion), k, o }));
		writeFileSync(`${file}.new`, `${lines.join("\n")}\n`, { mode: 0o600 });
		renameSync(`${file}.new`, file);
		if (handle >= 0) closeSync(handle);
		handle = openSync(file, "a", 0o600);
		bytes = 0;
	};
	compact(loaded.revision, loaded.objects.values());
	return {
		load: () => ({ revision: loaded.revision, objects: [...loaded.objects.values()] }),
		put: (r, k, o) => append({ r, k, o }),
		remove: (r, k, d) => append({ r, k, d }),
		isLong: () => bytes > compactAtBytes,
		compact,
		close: () => closeSync(handle),
	};
}

/** A journal that forgets: for tests. */
export function memoryJournal(): Journal {
	return {
		load: () => ({ revision: 0, objects: [] }),
		put: () => undefined,
		remove: () => undefined,
		isLong: () => false,
		compact: () => undefined,
		close: () => undefined,
	};
}
