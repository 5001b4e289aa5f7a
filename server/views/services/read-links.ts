import { z } from "zod";

const shape = z.array(
	z.object({
		url: z.url({ protocol: /^https?$/ }),
		title: z
			.string()
			.nullish()
			.transform((title) => title ?? null),
		icon: z
			.string()
			.nullish()
			.transform((icon) => icon ?? null),
	}),
);

/** The links of an entity; only addresses a browser may open. */
export const readLinks = (stored: unknown) => shape.catch([]).parse(stored);
