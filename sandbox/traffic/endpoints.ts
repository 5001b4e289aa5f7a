import { z } from "zod";

/** What traffic reads of an EndpointSlice (discovery.k8s.io/v1). */
export const endpointSliceSchema = z.object({
	metadata: z.object({
		name: z.string(),
		namespace: z.string(),
		labels: z.record(z.string(), z.string()).default({}),
	}),
	ports: z
		.array(z.object({ port: z.number().nullish() }))
		.nullish()
		.transform((ports) => ports ?? []),
	endpoints: z
		.array(
			z.object({
				addresses: z.array(z.string()),
				conditions: z.object({ ready: z.boolean().nullish() }).default({}),
			}),
		)
		.nullish()
		.transform((endpoints) => endpoints ?? []),
});

export type EndpointSlice = z.infer<typeof endpointSliceSchema>;
export type Address = { host: string; port: number };

/** The ready addresses of every Service, kept from the EndpointSlices as a proxy keeps them. */
export class Endpoints {
	readonly #slices = new Map<string, EndpointSlice>();
	readonly #turns = new Map<string, number>();

	replace(slices: EndpointSlice[]): void {
		this.#slices.clear();
		for (const slice of slices) this.apply("ADDED", slice);
	}

	apply(type: "ADDED" | "MODIFIED" | "DELETED", slice: EndpointSlice): void {
		const key = `${slice.metadata.namespace}/${slice.metadata.name}`;
		if (type === "DELETED") this.#slices.delete(key);
		else this.#slices.set(key, slice);
	}

	/** The next ready address of a Service, in turn; `null` when none is ready. */
	next(namespace: string, service: string): Address | null {
		const ready = this.#ready(namespace, service);
		const key = `${namespace}/${service}`;
		const turn = (this.#turns.get(key) ?? 0) + 1;
		this.#turns.set(key, turn);
		return ready[turn % ready.length] ?? null;
	}

	#ready(namespace: string, service: string): Address[] {
		const found: Address[] = [];
		for (const { metadata, ports, endpoints } of this.#slices.values()) {
			if (metadata.namespace !== namespace || metadata.labels["kubernetes.io/service-name"] !== service) continue;
			const port = ports[0]?.port ?? 8080;
			for (const endpoint of endpoints) {
				// The API leaves `ready` out where it is not known, which counts as ready.
				if (endpoint.conditions.ready === false) continue;
				for (const host of endpoint.addresses) found.push({ host, port });
			}
		}
		return found;
	}
}
