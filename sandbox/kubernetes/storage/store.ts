import { sameJson } from "../objects/json.ts";
import type { KubeObject, Shapes } from "../objects/types.ts";
import type { Journal } from "./journal.ts";

export type ChangeType = "ADDED" | "MODIFIED" | "DELETED";
export type Change = {
	revision: number;
	key: string;
	type: ChangeType;
	object: KubeObject;
	/** The object before the change; missing for ADDED. */
	previous?: KubeObject;
};
type Listener = (change: Change) => void;

type Shape<K extends string> = K extends keyof Shapes ? Shapes[K] : KubeObject;

/** Where counting starts: low revisions are always too old, as in a real cluster. */
const firstRevision = 100;

function idOf(namespace: string | undefined, name: string): string {
	return namespace ? `${namespace}/${name}` : name;
}

function compareIds(a: KubeObject, b: KubeObject): number {
	const left = idOf(a.metadata.namespace, a.metadata.name);
	const right = idOf(b.metadata.namespace, b.metadata.name);
	return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * All objects, the one growing revision, and a bounded history to resume watches from.
 * Stored objects are never changed in place: a writer clones, changes and puts.
 */
export class Store {
	readonly #objects = new Map<string, Map<string, KubeObject>>();
	readonly #listeners = new Set<Listener>();
	readonly #journal: Journal;
	readonly #historyLimit: number;
	#history: Change[] = [];
	#revision: number;
	/** Changes after this revision are known. */
	#oldest: number;

	/** @param historyLimit how many changes can be resumed from before a watch gets 410 */
	constructor(journal: Journal, historyLimit: number) {
		this.#journal = journal;
		this.#historyLimit = historyLimit;
		const state = journal.load();
		for (const [key, object] of state.objects)
			this.#bucket(key).set(idOf(object.metadata.namespace, object.metadata.name), object);
		this.#revision = Math.max(state.revision, firstRevision);
		this.#oldest = this.#revision;
	}

	get revision(): number {
		return this.#revision;
	}

	get oldest(): number {
		return this.#oldest;
	}

	#bucket(key: string): Map<string, KubeObject> {
		let bucket = this.#objects.get(key);
		if (!bucket) {
			bucket = new Map();
			this.#objects.set(key, bucket);
		}
		return bucket;
	}

	get<K extends string>(key: K, namespace: string | undefined, name: string): Shape<K> | undefined {
		// Only objects that passed the validation of their kind are stored under its key.
		return this.#bucket(key).get(idOf(namespace, name)) as Shape<K> | undefined;
	}

	/** Objects of a kind ordered by namespace and name, in one namespace or in all. */
	list<K extends string>(key: K, namespace?: string): Shape<K>[] {
		const found: KubeObject[] = [];
		for (const object of this.#bucket(key).values()) {
			if (!namespace || object.metadata.namespace === namespace) found.push(object);
		}
		return found.sort(compareIds) as Shape<K>[];
	}

	/** The same list as it was at an earlier revision that is not older than `oldest`. */
	listAt(key: string, namespace: string | undefined, revision: number): KubeObject[] {
		if (revision >= this.#revision) return this.list<string>(key, namespace);
		const state = new Map(this.#bucket(key));
		for (let i = this.#history.length - 1; i >= 0; i--) {
			const change = this.#history[i];
			if (!change || change.revision <= revision) break;
			if (change.key !== key) continue;
			const id = idOf(change.object.metadata.namespace, change.object.metadata.name);
			if (change.previous) state.set(id, change.previous);
			else state.delete(id);
		}
		return [...state.values()]
			.filter((object) => !namespace || object.metadata.namespace === namespace)
			.sort(compareIds);
	}

	/** Stores a new or changed object and gives back what is stored; writing what is already there changes nothing. */
	put<T extends KubeObject>(key: string, object: T): T {
		const { namespace, name } = object.metadata;
		const id = idOf(namespace, name);
		const previous = this.#bucket(key).get(id);
		const next = { ...object, metadata: { ...object.metadata, resourceVersion: String(this.#revision + 1) } };
		if (previous) {
			const unchanged = { ...next, metadata: { ...next.metadata, resourceVersion: previous.metadata.resourceVersion } };
			if (sameJson(unchanged, previous)) return unchanged;
		}
		this.#revision++;
		this.#bucket(key).set(id, next);
		this.#journal.put(this.#revision, key, next);
		this.#announce({
			revision: this.#revision,
			key,
			type: previous ? "MODIFIED" : "ADDED",
			object: next,
			...(previous ? { previous } : {}),
		});
		return next;
	}

	/** Removes an object; what watchers see of it carries the revision of its removal. */
	remove(key: string, object: KubeObject): void {
		const id = idOf(object.metadata.namespace, object.metadata.name);
		const previous = this.#bucket(key).get(id);
		if (!previous) return;
		this.#revision++;
		this.#bucket(key).delete(id);
		this.#journal.remove(this.#revision, key, id);
		const last = { ...previous, metadata: { ...previous.metadata, resourceVersion: String(this.#revision) } };
		this.#announce({ revision: this.#revision, key, type: "DELETED", object: last, previous });
	}

	/** Changes of a kind after a revision, oldest first. Ask only for revisions that are not older than `oldest`. */
	changesAfter(key: string, revision: number): Change[] {
		return this.#history.filter((change) => change.revision > revision && change.key === key);
	}

	subscribe(listener: Listener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** All objects by key, to be written down. */
	*entries(): Generator<[string, KubeObject]> {
		for (const [key, bucket] of this.#objects) for (const object of bucket.values()) yield [key, object];
	}

	#announce(change: Change): void {
		this.#history.push(change);
		// Trimmed in bulk, so that the array is not shifted at every write.
		if (this.#history.length >= this.#historyLimit * 2) {
			const dropped = this.#history.splice(0, this.#history.length - this.#historyLimit);
			this.#oldest = dropped.at(-1)?.revision ?? this.#oldest;
		}
		for (const listener of this.#listeners) listener(change);
		if (this.#journal.isLong()) this.#journal.compact(this.#revision, this.entries());
	}
}
