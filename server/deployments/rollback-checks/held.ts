import { z } from "zod";
import { configurationReferences } from "#server/connectors/kubernetes/configuration-references.ts";
import { type ChangedValue, objectSchema } from "./schema.ts";

/** What an object held: a fingerprint of each value by its key; null when it was not there. */
const heldObjectSchema = objectSchema.extend({ prints: z.record(z.string(), z.string()).nullable() });
export type HeldObject = z.infer<typeof heldObjectSchema>;

/** What the ConfigMaps and Secrets of a revision held when it was last rolled out. No value can be told from it. */
export const heldSchema = z.object({ at: z.iso.datetime(), objects: z.array(heldObjectSchema).max(100) });
export type Held = z.infer<typeof heldSchema>;

/** An object that a template refers to, and which of its keys count; null: all of them. */
export const usedObjectSchema = objectSchema.extend({ keys: z.array(z.string()).nullable() });
export type UsedObject = z.infer<typeof usedObjectSchema>;

const mostObjects = 100;

/** The ConfigMaps and Secrets of a pod template; of more than 100 the rest is left out. Pure. */
export const usedObjects = (template: unknown): UsedObject[] =>
	configurationReferences(template)
		.slice(0, mostObjects)
		.map(({ kind, name, uses }) => {
			const keys = uses.flatMap(({ key }) => key ?? []);
			return { kind, name, keys: keys.length === uses.length ? [...new Set(keys)] : null };
		});

/** What differs between what objects held then and what they hold now, in their order and by key. Pure. */
export function compareHeld(then: readonly HeldObject[], now: readonly HeldObject[]): ChangedValue[] {
	return then.flatMap(({ kind, name, prints: before }) => {
		const today = now.find((one) => one.kind === kind && one.name === name)?.prints ?? null;
		if (today === null) return before === null ? [] : [{ kind, name, key: null, change: "gone" as const }];
		const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(today)])].sort();
		return keys.flatMap((key): ChangedValue[] => {
			const [old, fresh] = [before?.[key], today[key]];
			if (old === fresh) return [];
			const change = old === undefined ? "added" : fresh === undefined ? "removed" : "changed";
			return [{ kind, name, key, change }];
		});
	});
}
