import { z } from "zod";
import type { Cluster } from "#server/connectors/kubernetes/cluster.ts";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { findObject } from "#server/connectors/kubernetes/made-objects.ts";
import type { PodTemplate } from "#server/connectors/kubernetes/template.ts";
import type { Coded } from "#server/deployments/schema.ts";
import { previewLabel } from "./preview-names.ts";
import { putObject } from "./preview-objects.ts";
import type { LoadedPreview } from "./preview-row.ts";
import { previewSettingsSchema } from "./schema.ts";

const portSchema = z.object({
	name: z.string().optional(),
	port: z.int(),
	targetPort: z.union([z.int(), z.string()]).optional(),
	protocol: z.string().optional(),
	appProtocol: z.string().optional(),
});
type Port = z.output<typeof portSchema>;
const serviceSchema = z.object({ spec: z.object({ ports: z.array(portSchema) }) });
const containerPorts = z.array(
	z.object({ name: z.string().optional(), containerPort: z.int(), protocol: z.string().optional() }),
);

type From = { namespace: string; name: string; template: PodTemplate };

/**
 * Makes the Service of a preview, with the ports of the environment's, and the Ingress that the rule asks for. What the cluster
 * does not let Lazo make is named and left out: the pods run all the same.
 */
export async function openWayIn(cluster: Cluster, preview: LoadedPreview, from: From): Promise<Coded[]> {
	const ports = (await portsOfOriginal(cluster, from)) ?? portsOf(from.template);
	if (ports.length === 0) return [{ code: "no-port" }];
	const refused = await unlessRefused(() => putService(cluster, preview, ports));
	if (refused) return [refused];
	const ingress = await unlessRefused(() => putIngress(cluster, preview, ports));
	return ingress ? [ingress] : [];
}

const putService = (cluster: Cluster, preview: LoadedPreview, ports: Port[]) =>
	putObject(cluster, preview, {
		at: { kind: "Service", namespace: preview.namespace, name: preview.name },
		body: { spec: { selector: { [previewLabel]: preview.id }, ports } },
		patch: [],
	});

async function putIngress(cluster: Cluster, preview: LoadedPreview, ports: Port[]): Promise<void> {
	const { ingressClass } = previewSettingsSchema.parse(preview.settings);
	const [first] = ports;
	if (!ingressClass || !preview.url || !first) return;
	const { hostname } = new URL(preview.url);
	const service = { name: preview.name, port: { number: first.port } };
	const rules = [{ host: hostname, http: { paths: [{ path: "/", pathType: "Prefix", backend: { service } }] } }];
	await putObject(cluster, preview, {
		at: { kind: "Ingress", namespace: preview.namespace, name: preview.name },
		body: { spec: { ingressClassName: ingressClass, rules } },
		patch: [],
	});
}

/** The ports of the Service that is called like the workload; null when there is none or it may not be read. */
async function portsOfOriginal(cluster: Cluster, { namespace, name }: From): Promise<Port[] | null> {
	try {
		const found = await findObject(cluster, { kind: "Service", namespace, name });
		return serviceSchema.safeParse(found).data?.spec.ports ?? null;
	} catch (error) {
		if (error instanceof KubernetesError && error.code === "forbidden") return null;
		throw error;
	}
}

/** The first port of the first container as 80, which callers need not name; the others as they are. */
function portsOf({ spec }: PodTemplate): Port[] {
	const found = spec.containers.flatMap(({ ports }) => containerPorts.catch([]).parse(ports ?? []));
	return found.map(({ containerPort, name, protocol }, index) => ({
		name: name ?? `port-${containerPort}`,
		port: index === 0 ? 80 : containerPort,
		targetPort: containerPort,
		...(protocol && { protocol }),
	}));
}

async function unlessRefused(act: () => Promise<void>): Promise<Coded | null> {
	try {
		await act();
		return null;
	} catch (error) {
		if (!(error instanceof KubernetesError) || !["forbidden", "denied", "invalid"].includes(error.code)) throw error;
		const { verb, resource, message } = error;
		return { code: "way-in-refused", verb, resource, message };
	}
}
