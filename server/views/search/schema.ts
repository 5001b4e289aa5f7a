import { z } from "zod";

/** One thing found, with the page that shows it. */
export const searchHitSchema = z.object({
	kind: z.enum(["service", "item", "deployment", "incident"]),
	id: z.string(),
	title: z.string(),
	detail: z.string(),
	href: z.string(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;
