/** A reference to an entity, in full: component:default/checkout. All lower case, as Backstage compares them. */
export type EntityRef = { kind: string; namespace: string; name: string };

const namePattern = /^(?=.{1,63}$)[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/;

/** Whether a text may name an entity: letters, digits, "-", "_", ".", at most 63, and nothing that climbs a path. */
export const isEntityName = (name: string): boolean => namePattern.test(name) && !name.includes("..");

/** Reads `[kind:][namespace/]name`; null when it is not a reference. */
export function parseEntityRef(text: string, defaultKind: string): EntityRef | null {
	const match = /^(?:([A-Za-z][A-Za-z0-9]*):)?(?:([^:/]+)\/)?([^:/]+)$/.exec(text.trim());
	if (!match) return null;
	const [, kind = defaultKind, namespace = "default", name = ""] = match;
	if (!isEntityName(namespace) || !isEntityName(name)) return null;
	return { kind: kind.toLowerCase(), namespace: namespace.toLowerCase(), name: name.toLowerCase() };
}

export const formatEntityRef = ({ kind, namespace, name }: EntityRef): string => `${kind}:${namespace}/${name}`;
