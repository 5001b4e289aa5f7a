import { z } from "zod";
import { type ApiClient, ApiError, patchTypes } from "../sandbox/kubernetes-client/api-client.ts";

type Options = {
	perSecond: number;
	/** The service whose pods are left alone. */
	except: string;
};
const podSchema = z.object({
	metadata: z.object({ namespace: z.string(), name: z.string(), labels: z.record(z.string(), z.string()).default({}) }),
	status: z.object({ containerStatuses: z.array(z.looseObject({ restartCount: z.number() })).default([]) }),
});
type Pod = z.infer<typeof podSchema>;
const listed = z.object({ metadata: z.object({ continue: z.string().optional() }), items: z.array(podSchema) });
const everyMs = 50;

async function readPods(client: ApiClient, except: string): Promise<Pod[]> {
	const found: Pod[] = [];
	let next: string | undefined;
	do {
		const query = new URLSearchParams({ limit: "500", ...(next && { continue: next }) });
		const page = listed.parse(await client.request({ method: "GET", path: `/api/v1/pods?${query}` }));
		found.push(...page.items.filter(({ metadata }) => metadata.labels["lazo.dev/service"] !== except));
		next = page.metadata.continue;
	} while (next);
	return found;
}

/**
 * Changes so many pods a second, all over the cluster: one restart more each, as a kubelet would report it. `reached` is how many a
 * second it came to, `stop` ends it.
 */
export async function changePods(
	client: ApiClient,
	{ perSecond, except }: Options,
): Promise<{ reached: () => number; stop: () => Promise<void> }> {
	const pods = await readPods(client, except);
	const began = Date.now();
	const open = new Set<Promise<void>>();
	let [asked, done, ended] = [0, 0, 0];
	const change = async (index: number) => {
		const pod = pods[Math.floor(Math.random() * pods.length)];
		if (!pod) return;
		// The list of containers is replaced as a whole, so each says again what it said.
		const containerStatuses = pod.status.containerStatuses.map((one) => ({ ...one, restartCount: index + 1 }));
		const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}/status`;
		const body = { status: { containerStatuses } };
		try {
			await client.request({ method: "PATCH", path, contentType: patchTypes.strategic, body });
			done++;
		} catch (error) {
			if (!(error instanceof ApiError)) throw error;
		}
	};
	const timer = setInterval(() => {
		// As many as are due; what the API server could not take in time is not piled up.
		const due = Math.floor(((Date.now() - began) / 1_000) * perSecond);
		for (; asked < due; asked++) {
			if (open.size >= 64) continue;
			const one: Promise<void> = change(asked).finally(() => open.delete(one));
			one.catch(() => {});
			open.add(one);
		}
	}, everyMs);
	return {
		reached: () => done / (((ended || Date.now()) - began) / 1_000),
		stop: async () => {
			clearInterval(timer);
			ended = Date.now();
			await Promise.allSettled(open);
		},
	};
}
