import { z } from "zod";
import { type ApiClient, ApiError } from "../kubernetes-client/api-client.ts";
import type { Container, Pod } from "./pod-types.ts";

const mapSchema = z.object({ data: z.record(z.string(), z.string()).default({}) });

/** The environment cannot be made; the message is what a kubelet shows with CreateContainerConfigError. */
export class ConfigError extends Error {}

export type EnvironmentSource = { client: ApiClient; pod: Pod; podIP: string; hostIP: string };

/** The environment of a container out of its `envFrom` and `env`. Throws `ConfigError` when a source is missing. */
export async function containerEnvironment(
	container: Container,
	source: EnvironmentSource,
): Promise<Record<string, string>> {
	const environment: Record<string, string> = {};
	const read = reader(source);
	for (const from of container.envFrom) {
		const reference = from.configMapRef ?? from.secretRef;
		if (!reference) continue;
		const data = await read(from.configMapRef ? "configmap" : "secret", reference);
		for (const [key, value] of Object.entries(data ?? {})) environment[from.prefix + key] = value;
	}
	for (const entry of container.env) {
		const value = entry.valueFrom
			? await valueFrom(entry.valueFrom, source, read)
			: (entry.value ?? "").replace(/\$\(([\w.-]+)\)/g, (whole, name: string) => environment[name] ?? whole);
		if (value !== null) environment[entry.name] = value;
	}
	return environment;
}

type Reference = { name: string; optional?: boolean | undefined };
type Reader = (kind: "configmap" | "secret", reference: Reference) => Promise<Record<string, string> | null>;

function reader({ client, pod }: EnvironmentSource): Reader {
	return async (kind, { name, optional }) => {
		try {
			const path = `/api/v1/namespaces/${pod.metadata.namespace}/${kind}s/${encodeURIComponent(name)}`;
			const { data } = mapSchema.parse(await client.request({ method: "GET", path }));
			if (kind === "configmap") return data;
			return Object.fromEntries(
				Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64").toString()]),
			);
		} catch (error) {
			if (!(error instanceof ApiError) || error.status !== 404) throw error;
			if (optional) return null;
			throw new ConfigError(`${kind} "${name}" not found`);
		}
	};
}

async function valueFrom(
	from: NonNullable<Container["env"][number]["valueFrom"]>,
	source: EnvironmentSource,
	read: Reader,
): Promise<string | null> {
	if (from.fieldRef) return field(from.fieldRef.fieldPath, source);
	const reference = from.configMapKeyRef ?? from.secretKeyRef;
	if (!reference) throw new ConfigError("this kubelet knows configMapKeyRef, secretKeyRef and fieldRef only");
	const kind = from.configMapKeyRef ? "configmap" : "secret";
	const value = (await read(kind, reference))?.[reference.key];
	if (value !== undefined) return value;
	if (reference.optional) return null;
	throw new ConfigError(
		`couldn't find key ${reference.key} in ${kind === "configmap" ? "ConfigMap" : "Secret"} ${source.pod.metadata.namespace}/${reference.name}`,
	);
}

function field(path: string, { pod, podIP, hostIP }: EnvironmentSource): string {
	const keyed = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
	if (keyed?.[2]) return pod.metadata[keyed[1] === "labels" ? "labels" : "annotations"][keyed[2]] ?? "";
	const fields: Record<string, string> = {
		"metadata.name": pod.metadata.name,
		"metadata.namespace": pod.metadata.namespace,
		"metadata.uid": pod.metadata.uid,
		"spec.nodeName": pod.spec.nodeName,
		"spec.serviceAccountName": pod.spec.serviceAccountName ?? "default",
		"status.podIP": podIP,
		"status.hostIP": hostIP,
	};
	const value = fields[path];
	if (value === undefined) throw new ConfigError(`unsupported fieldPath: ${path}`);
	return value;
}
