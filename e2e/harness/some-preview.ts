import { z } from "zod";
import type { ApiSession } from "./api-session.ts";
import { until } from "./until.ts";

const service = "payments";
const list = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
const rule = {
	...{ environment: "staging", namespace: null, replicas: 1, hours: 24, ingressClass: null },
	...{ urlPattern: "https://{service}-pr-{number}.preview.example.com", cpuPrice: null, memoryPrice: null },
};

/** A preview of a pull request that no image was built of, so that nothing of it is in the cluster. Returns its id. */
export function somePreview(api: ApiSession): Promise<string> {
	return until("a preview", async () => {
		const { items } = await api.get(`/previews?service=${service}&state=all`, list(z.object({ id: z.string() })));
		if (items[0]) return items[0].id;
		await api.put(`/services/${service}/preview-rule`, { rule }, z.unknown());
		const pulls = await api.get(`/services/${service}/pull-requests`, list(z.object({ number: z.number() })));
		// Another file may ask for it at this moment; the next look finds it.
		const asked = pulls.items[0] && api.post("/previews", { service, number: pulls.items[0].number }, z.unknown());
		await asked?.catch(() => undefined);
		return undefined;
	});
}
