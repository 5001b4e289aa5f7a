import { z } from "zod";
import type { ConfigurationKind } from "./configuration-object.ts";

/**
 * One way in which a container gets configuration. `key` null: every key, and `name` is what stands before it
 * (the prefix of variables, the folder of files); else `name` is the variable or the file.
 */
export type ConfigurationUse = {
	container: string;
	as: "variable" | "file";
	key: string | null;
	name: string;
	optional: boolean;
};

/** A ConfigMap or Secret that a pod template refers to, and how. */
export type ConfigurationReference = { kind: ConfigurationKind; name: string; uses: ConfigurationUse[] };

const list = <T extends z.ZodType>(item: T) =>
	z
		.array(item)
		.nullish()
		.transform((items) => items ?? []);
const optional = z
	.boolean()
	.nullish()
	.transform((value) => value ?? false);
const whole = z.object({ name: z.string(), optional }).nullish();
const keyed = z.object({ name: z.string(), key: z.string(), optional }).nullish();
const items = list(z.object({ key: z.string(), path: z.string() }));
const mapVolume = z.object({ name: z.string(), items, optional }).nullish();
const container = z.object({
	name: z.string(),
	envFrom: list(z.object({ prefix: z.string().nullish(), configMapRef: whole, secretRef: whole })),
	env: list(
		z.object({
			name: z.string(),
			valueFrom: z.object({ configMapKeyRef: keyed, secretKeyRef: keyed }).nullish(),
		}),
	),
	volumeMounts: list(z.object({ name: z.string(), mountPath: z.string(), subPath: z.string().nullish() })),
});
const volume = z.object({
	name: z.string(),
	configMap: mapVolume,
	secret: z.object({ secretName: z.string(), items, optional }).nullish(),
	projected: z.object({ sources: list(z.object({ configMap: mapVolume, secret: mapVolume })) }).nullish(),
});
const schema = z.object({
	spec: z.object({ containers: list(container), initContainers: list(container), volumes: list(volume) }),
});
type Container = z.infer<typeof container>;
type Source = { kind: ConfigurationKind; name: string; optional: boolean; items: { key: string; path: string }[] };
type Found = { kind: ConfigurationKind; name: string; use: ConfigurationUse };

/** What a pod template refers to, in the order of its containers; a template of another form refers to nothing. Pure. */
export function configurationReferences(template: unknown): ConfigurationReference[] {
	const parsed = schema.safeParse(template);
	if (!parsed.success) return [];
	const { containers, initContainers, volumes } = parsed.data.spec;
	const sources = new Map(volumes.map((one) => [one.name, sourcesOf(one)]));
	const found = [...containers, ...initContainers].flatMap((one) => [...variables(one), ...files(one, sources)]);
	return [...Map.groupBy(found, ({ kind, name }) => `${kind}/${name}`).values()].flatMap((group) => {
		const [first] = group;
		return first ? { kind: first.kind, name: first.name, uses: group.map(({ use }) => use) } : [];
	});
}

function variables({ name, envFrom, env }: Container): Found[] {
	const all = envFrom.flatMap(({ prefix, configMapRef, secretRef }) =>
		of(configMapRef, secretRef).map(([kind, ref]) => ({ kind, ref, key: null, as: prefix ?? "" })),
	);
	const single = env.flatMap((entry) =>
		of(entry.valueFrom?.configMapKeyRef, entry.valueFrom?.secretKeyRef).map(([kind, ref]) => ({
			...{ kind, ref, key: ref.key, as: entry.name },
		})),
	);
	return [...all, ...single].map(({ kind, ref, key, as }) => ({
		...{ kind, name: ref.name },
		use: { container: name, as: "variable", key, name: as, optional: ref.optional },
	}));
}

/** Whichever of the two is there, with its kind. */
function of<T>(map: T | null | undefined, secret: T | null | undefined): [ConfigurationKind, T][] {
	return [...(map ? [["ConfigMap", map] as const] : []), ...(secret ? [["Secret", secret] as const] : [])].map(
		([kind, ref]) => [kind, ref],
	);
}

function sourcesOf({ configMap, secret, projected }: z.infer<typeof volume>): Source[] {
	const own = of(configMap, secret && { ...secret, name: secret.secretName });
	const parts = (projected?.sources ?? []).flatMap((source) => of(source.configMap, source.secret));
	return [...own, ...parts].map(([kind, { name, items, optional }]) => ({ kind, name, items, optional }));
}

function files({ name, volumeMounts }: Container, volumes: Map<string, Source[]>): Found[] {
	return volumeMounts.flatMap((mount) =>
		(volumes.get(mount.name) ?? []).flatMap((source) =>
			keysOf(source, mount).map(({ key, path }) => ({
				...{ kind: source.kind, name: source.name },
				use: { container: name, as: "file" as const, key, name: path, optional: source.optional },
			})),
		),
	);
}

type Mount = { mountPath: string; subPath?: string | null | undefined };

/** Which keys a mount shows where. A `subPath` is one file of the volume, mounted at the path itself. */
function keysOf({ items }: Source, { mountPath, subPath }: Mount): { key: string | null; path: string }[] {
	if (subPath) return [{ key: items.find(({ path }) => path === subPath)?.key ?? subPath, path: mountPath }];
	const folder = mountPath.replace(/\/*$/, "/");
	if (items.length === 0) return [{ key: null, path: folder }];
	return items.map(({ key, path }) => ({ key, path: `${folder}${path}` }));
}
