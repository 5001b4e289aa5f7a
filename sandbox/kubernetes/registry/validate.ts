import { z } from "zod";
import type { Cause } from "../api/status-error.ts";
import { badRequest, invalid } from "../api/status-error.ts";
import type { Json, JsonObject } from "../objects/json.ts";
import { child, isObject, list, sameJson } from "../objects/json.ts";
import type { Kind } from "../objects/kinds.ts";
import { matchesSelector } from "../objects/selectors.ts";
import { immutableCauses, keyCauses } from "./validate-configuration.ts";

const texts = z.record(z.string(), z.string());
const metadata = z.looseObject({
	name: z.string().optional(),
	namespace: z.string().optional(),
	labels: texts.nullish(),
	annotations: texts.nullish(),
	finalizers: z.array(z.string()).nullish(),
	ownerReferences: z
		.array(z.looseObject({ apiVersion: z.string(), kind: z.string(), name: z.string(), uid: z.string() }))
		.nullish(),
});
const container = z.looseObject({
	name: z.string().optional(),
	image: z.string().optional(),
	ports: z.array(z.looseObject({ containerPort: z.int() })).nullish(),
	env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).nullish(),
});
const podSpec = z.looseObject({ containers: z.array(container).nullish(), nodeName: z.string().optional() });
const selector = z.looseObject({ matchLabels: texts.nullish() });
const intOrPercent = z.union([z.int(), z.string()]);
const rolling = z.looseObject({ maxSurge: intOrPercent.nullish(), maxUnavailable: intOrPercent.nullish() });
const workload = z.looseObject({
	replicas: z.int().nullish(),
	selector: selector.nullish(),
	template: z.looseObject({ metadata: metadata.nullish(), spec: podSpec.nullish() }).nullish(),
	strategy: z.looseObject({ type: z.string().optional(), rollingUpdate: rolling.nullish() }).nullish(),
	paused: z.boolean().nullish(),
	progressDeadlineSeconds: z.int().nullish(),
});
const shapes: Record<string, z.ZodType> = {
	pods: z.looseObject({ metadata, spec: podSpec }),
	services: z.looseObject({
		metadata,
		spec: z
			.looseObject({ selector: texts.nullish(), ports: z.array(z.looseObject({ port: z.int() })).nullish() })
			.nullish(),
	}),
	configmaps: z.looseObject({ metadata, data: texts.nullish() }),
	secrets: z.looseObject({ metadata, data: z.record(z.string(), z.base64()).nullish(), stringData: texts.nullish() }),
	"deployments.apps": z.looseObject({ metadata, spec: workload.nullish() }),
	"replicasets.apps": z.looseObject({ metadata, spec: workload.nullish() }),
	"statefulsets.apps": z.looseObject({ metadata, spec: workload.nullish() }),
	"daemonsets.apps": z.looseObject({ metadata, spec: workload.nullish() }),
	"jobs.batch": z.looseObject({
		metadata,
		spec: z
			.looseObject({
				template: z.looseObject({ metadata: metadata.nullish(), spec: podSpec.nullish() }).nullish(),
				...{ backoffLimit: z.int().nullish(), activeDeadlineSeconds: z.int().nullish() },
				ttlSecondsAfterFinished: z.int().nullish(),
			})
			.nullish(),
	}),
	"leases.coordination.k8s.io": z.looseObject({
		metadata,
		spec: z.looseObject({ renewTime: z.string().nullish() }).nullish(),
	}),
};
const anyShape = z.looseObject({ metadata });

/** Refuses a document whose fields have the wrong types, as the API server's decoder does. */
export function checkShape(kind: Kind, object: JsonObject): void {
	const result = (shapes[kind.key] ?? anyShape).safeParse(object);
	if (result.success) return;
	const [issue] = result.error.issues;
	const version = kind.group ? `${kind.group}/${kind.version}` : kind.version;
	throw badRequest(
		`${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: json: cannot unmarshal into Go struct field ${kind.kind}.${issue?.path.join(".") ?? ""} of ${version}: ${issue?.message ?? ""}`,
	);
}

function required(field: string, why = ""): Cause {
	return { reason: "FieldValueRequired", message: why ? `Required value: ${why}` : "Required value", field };
}

function wrong(field: string, value: Json | undefined, why: string): Cause {
	return { reason: "FieldValueInvalid", message: `Invalid value: ${JSON.stringify(value ?? null)}: ${why}`, field };
}

const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomainRule =
	"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const labelRule =
	"a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

function containerCauses(spec: JsonObject, path: string): Cause[] {
	const containers = list(spec, "containers").filter(isObject);
	if (containers.length === 0) return [required(`${path}.containers`)];
	const seen = new Set<Json | undefined>();
	return containers.flatMap((item, i) => {
		const at = `${path}.containers[${i}]`;
		const causes: Cause[] = [];
		const name = item.name;
		if (!name) causes.push(required(`${at}.name`));
		else if (!label.test(String(name))) causes.push(wrong(`${at}.name`, name, labelRule));
		else if (seen.has(name)) {
			causes.push({
				reason: "FieldValueDuplicate",
				message: `Duplicate value: ${JSON.stringify(name)}`,
				field: `${at}.name`,
			});
		}
		seen.add(name);
		if (!item.image) causes.push(required(`${at}.image`));
		return causes;
	});
}

function workloadCauses(kind: Kind, spec: JsonObject): Cause[] {
	const causes: Cause[] = [];
	const replicas = spec.replicas;
	if (typeof replicas === "number" && replicas < 0) {
		causes.push(wrong("spec.replicas", replicas, "must be greater than or equal to 0"));
	}
	const template = child(spec, "template");
	const wanted = spec.selector;
	if (!isObject(wanted)) causes.push(required("spec.selector"));
	else if (Object.keys(child(wanted, "matchLabels")).length === 0 && list(wanted, "matchExpressions").length === 0) {
		causes.push(wrong("spec.selector", wanted, `empty selector is invalid for ${kind.kind.toLowerCase()}`));
	} else {
		const labels = child(child(template, "metadata"), "labels") as Record<string, string>;
		if (!matchesSelector(wanted, labels)) {
			causes.push(wrong("spec.template.metadata.labels", labels, "`selector` does not match template `labels`"));
		}
	}
	return [...causes, ...containerCauses(child(template, "spec"), "spec.template.spec")];
}

function jobCauses(spec: JsonObject): Cause[] {
	const pod = child(child(spec, "template"), "spec");
	const policy = pod.restartPolicy;
	const ends = policy === "Never" || policy === "OnFailure";
	const field = "spec.template.spec.restartPolicy";
	const message = `Required value: valid values: "OnFailure", "Never"`;
	return [
		...(ends ? [] : [{ reason: "FieldValueRequired", message, field }]),
		...containerCauses(pod, "spec.template.spec"),
	];
}

function nameCauses(kind: Kind, name: string): Cause[] {
	if (!name) return [required("metadata.name", "name or generateName is required")];
	const strict = ["namespaces", "services"].includes(kind.key);
	if (strict && !label.test(name)) return [wrong("metadata.name", name, labelRule)];
	return subdomain.test(name) ? [] : [wrong("metadata.name", name, subdomainRule)];
}

const isConfiguration = ({ key }: Kind) => key === "configmaps" || key === "secrets";

function specCauses(kind: Kind, object: JsonObject): Cause[] {
	const spec = child(object, "spec");
	if (kind.key === "pods") return containerCauses(spec, "spec");
	if (kind.group === "apps") return workloadCauses(kind, spec);
	if (kind.key === "jobs.batch") return jobCauses(spec);
	if (isConfiguration(kind)) return keyCauses(object);
	if (kind.key !== "services" || spec.type === "ExternalName" || spec.clusterIP === "None") return [];
	return list(spec, "ports").length === 0 ? [required("spec.ports")] : [];
}

/** Refuses an object that lacks what its kind requires, with 422 and one cause a field. */
export function validate(kind: Kind, object: JsonObject): void {
	const name = String(child(object, "metadata").name ?? "");
	const causes = [...nameCauses(kind, name), ...specCauses(kind, object)];
	if (causes.length > 0) throw invalid(kind, name, causes);
}

const podRule =
	"Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

function comparablePodSpec(spec: JsonObject): Json {
	const { tolerations: _, activeDeadlineSeconds: __, terminationGracePeriodSeconds: ___, ...rest } = spec;
	const blank = (items: Json[]) => items.map((item) => (isObject(item) ? { ...item, image: "" } : item));
	return { ...rest, containers: blank(list(spec, "containers")), initContainers: blank(list(spec, "initContainers")) };
}

/** Refuses changes of fields that never change. */
export function validateChange(kind: Kind, next: JsonObject, old: JsonObject): void {
	const name = String(child(next, "metadata").name ?? "");
	const [spec, before] = [child(next, "spec"), child(old, "spec")];
	if (kind.group === "apps" && !sameJson(spec.selector, before.selector)) {
		throw invalid(kind, name, [wrong("spec.selector", spec.selector, "field is immutable")]);
	}
	if (kind.key === "pods" && !sameJson(comparablePodSpec(spec), comparablePodSpec(before))) {
		throw invalid(kind, name, [{ reason: "FieldValueForbidden", message: podRule, field: "spec" }]);
	}
	const frozen = isConfiguration(kind) ? immutableCauses(next, old) : [];
	if (frozen.length > 0) throw invalid(kind, name, frozen);
}
