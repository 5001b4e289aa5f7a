import { z } from "zod";
import type { ApiSession } from "./api-session.ts";
import { until } from "./until.ts";

const some = z.object({ items: z.array(z.unknown()) });

/** Waits until the past of the sandbox's company has been read: its last part are the incidents. */
export async function pastImported(api: ApiSession): Promise<void> {
	await until(
		"the past of the company",
		async () => (await api.get("/incidents?service=checkout", some)).items.length > 0,
		{
			seconds: 240,
			everyMs: 500,
		},
	);
}
