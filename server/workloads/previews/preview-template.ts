import { z } from "zod";
import {
	bareTemplate,
	deploymentAnnotation,
	type PodTemplate,
	restartAnnotation,
	templateSchema,
} from "#server/connectors/kubernetes/template.ts";
import { templateWithImage } from "#server/connectors/kubernetes/template-with-image.ts";
import type { Coded } from "#server/deployments/schema.ts";

type Wanted = {
	container: string;
	image: string;
	labels: Record<string, string>;
	/** Whether the labels of the environment's pods stay: never where a Service of others could mean them. */
	keepsLabels: boolean;
	/** What a ConfigMap is called here; null when it could not be copied. */
	nameOf: (configMap: string) => string | null;
};
type Made = { template: PodTemplate; notes: Coded[] };

const mapFields = ["configMapRef", "configMapKeyRef", "configMap"];
const secretFields = ["secretRef", "secretKeyRef", "secret"];

/** The ConfigMaps that a template refers to, each once. Pure. */
export function configMapsIn(template: PodTemplate): string[] {
	const found = new Set<string>();
	walk(template.spec, (field, reference) => {
		if (mapFields.includes(field)) found.add(reference.name);
		return reference;
	});
	return [...found].sort();
}

/**
 * The template of an environment as a preview runs it: another image, and nothing that is not there. Secrets are never copied, so
 * what needs them starts without; storage and the service account are the namespace's own. `notes` say what is different. Pure.
 */
export function previewTemplate(original: PodTemplate, wanted: Wanted): Made {
	const notes: Coded[] = [];
	const spec = walk(original.spec, (field, reference) => {
		if (secretFields.includes(field)) notes.push({ code: "secret-left-out", name: reference.name });
		if (!mapFields.includes(field)) return { ...reference, ...(secretFields.includes(field) && { optional: true }) };
		const name = wanted.nameOf(reference.name);
		return name === null ? { ...reference, optional: true } : { ...reference, name };
	});
	const bare = bareTemplate({ ...original, spec: withoutOwnThings(spec, notes) });
	const { [deploymentAnnotation]: _, [restartAnnotation]: __, ...annotations } = bare.metadata?.annotations ?? {};
	const labels = { ...(wanted.keepsLabels && bare.metadata?.labels), ...wanted.labels };
	const template = templateWithImage({ ...bare, metadata: { labels, annotations } }, wanted);
	return { template, notes: distinct(notes) };
}

type Spec = PodTemplate["spec"];
type Reference = Record<string, unknown> & { name: string };
type Visit = (field: string, reference: Reference) => Reference;

/** Goes through all of a pod spec; what refers to a ConfigMap or Secret by name is given to `visit`. */
function walk(spec: Spec, visit: Visit): Spec {
	const step = (inner: unknown): unknown => {
		if (Array.isArray(inner)) return inner.map(step);
		if (typeof inner !== "object" || inner === null) return inner;
		return Object.fromEntries(Object.entries(inner).map(([field, one]) => [field, enter(field, one)]));
	};
	const enter = (field: string, one: unknown): unknown => {
		const reference = mapFields.includes(field) || secretFields.includes(field) ? referenceIn(one) : null;
		if (!reference) return step(one);
		const { name, ...rest } = visit(field, reference);
		// The volume of a Secret calls it otherwise than everything else does.
		return "secretName" in rest ? rest : { ...rest, name };
	};
	return templateSchema.shape.spec.parse(step(spec));
}

function referenceIn(value: unknown): Reference | null {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
	const name: unknown = Reflect.get(value, "name") ?? Reflect.get(value, "secretName");
	return typeof name === "string" ? { ...value, name } : null;
}

function withoutOwnThings(spec: Spec, notes: Coded[]): Spec {
	const { serviceAccountName, serviceAccount: _, imagePullSecrets, nodeName: __, volumes, ...rest } = spec;
	if (typeof serviceAccountName === "string" && serviceAccountName !== "default")
		notes.push({ code: "account-left-out", name: serviceAccountName });
	if (Array.isArray(imagePullSecrets) && imagePullSecrets.length > 0) notes.push({ code: "pull-secret-left-out" });
	const own = objectsIn(volumes).map((volume) => emptied(volume, notes));
	const named = new Set(own.map(({ name }) => name));
	// The claims of a StatefulSet are no volumes of its template.
	const missing = mountsOf(spec).filter((name) => !named.has(name));
	const empty = missing.map((name) => emptied({ name, persistentVolumeClaim: {} }, notes));
	return { ...rest, ...(own.length + empty.length > 0 && { volumes: [...own, ...empty] }) };
}

/** A claim is of one namespace; what was stored there is not copied. */
function emptied(volume: Fields, notes: Coded[]): Fields {
	if (!("persistentVolumeClaim" in volume)) return volume;
	const { persistentVolumeClaim: _, ...rest } = volume;
	notes.push({ code: "storage-empty", name: String(volume.name) });
	return { ...rest, emptyDir: {} };
}

function mountsOf({ containers, initContainers }: Spec): string[] {
	const mounts = [...containers, ...objectsIn(initContainers)].flatMap(({ volumeMounts }) => objectsIn(volumeMounts));
	return [...new Set(mounts.map(({ name }) => String(name)))];
}

type Fields = Record<string, unknown>;
const fieldsSchema = z.record(z.string(), z.unknown());
const objectsIn = (list: unknown): Fields[] => z.array(fieldsSchema).catch([]).parse(list);

const distinct = (notes: Coded[]): Coded[] => [
	...new Map(notes.map((note) => [JSON.stringify(note), note] as const)).values(),
];
