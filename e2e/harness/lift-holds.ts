import { z } from "zod";
import { signInByHttp } from "./api-session.ts";
import type { ProductFacts } from "./start-product.ts";

const holds = z.object({ items: z.array(z.object({ id: z.string(), liftedAt: z.string().nullable() })) });

/** Lifts every hold, so that a product that has been round the loop before can go round it again. */
export async function liftHolds(product: ProductFacts): Promise<void> {
	const api = await signInByHttp(product.url, "diego");
	const { items } = await api.get("/holds", holds);
	for (const { id } of items.filter(({ liftedAt }) => liftedAt === null))
		await api.post(`/holds/${id}/lift`, { reason: "to be tested again" }, z.unknown());
}
