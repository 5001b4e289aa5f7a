import { type ApiAnswer, type ApiRequest, ok } from "./request.ts";

/** Which part of a list was asked for, and the `Link` header that leads to the other parts. */
export type Page = { skip: number; take: number; headers: Record<string, string> };

/** Reads `page` and `per_page` (30 unless told, 100 at most) for a list of `total` entries. */
export function pageOf(request: ApiRequest, total: number): Page {
	const number = (name: string, usual: number) => {
		const value = Number(request.query.get(name) ?? usual);
		return Number.isInteger(value) && value > 0 ? value : usual;
	};
	const take = Math.min(number("per_page", 30), 100);
	const page = number("page", 1);
	const last = Math.max(1, Math.ceil(total / take));
	const link = (target: number, rel: string) => {
		const query = new URLSearchParams(request.query);
		query.set("page", String(target));
		return `<${request.url}?${query}>; rel="${rel}"`;
	};
	const links = [
		...(page > 1 ? [link(Math.min(page - 1, last), "prev")] : []),
		...(page < last ? [link(page + 1, "next"), link(last, "last")] : []),
		...(page > 1 ? [link(1, "first")] : []),
	];
	return { skip: (page - 1) * take, take, headers: links.length > 0 ? { link: links.join(", ") } : {} };
}

/** Answers one page of a list that is in memory. */
export function paged<T>(request: ApiRequest, all: T[], toJson: (entry: T) => unknown): ApiAnswer {
	const page = pageOf(request, all.length);
	const part = all.slice(page.skip, page.skip + page.take);
	return { ...ok(part.map(toJson)), headers: page.headers };
}

/** Answers one page of a list in the form `{ total_count, <name>: [...] }`. */
export function counted<T>(
	request: ApiRequest,
	list: { name: string; all: T[] },
	toJson: (entry: T) => unknown,
): ApiAnswer {
	const answer = paged(request, list.all, toJson);
	return { ...answer, body: { total_count: list.all.length, [list.name]: answer.body } };
}
