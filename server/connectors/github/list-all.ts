import type { z } from "zod";
import type { GitHubClient, RouteParams } from "./github-client.ts";

type Listing = {
	route: string;
	params: RouteParams /** At most this many pages of 100; default 10. */;
	maxPages?: number;
};

/** All elements of a paged list whose answer is the array itself. */
export async function listAll<T extends z.ZodType<unknown[]>>(
	client: GitHubClient,
	{ route, params, maxPages = 10 }: Listing,
	schema: T,
): Promise<z.output<T>[number][]> {
	const found: unknown[] = [];
	for (let page = 1; page <= maxPages; page++) {
		const items = await client.get(route, { ...params, per_page: 100, page }, schema);
		found.push(...items);
		if (items.length < 100) break;
	}
	return found;
}
