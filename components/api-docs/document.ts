import { apiQuery } from "#components/api/query.ts";

/** As much of a JSON schema as is shown. */
export type Schema = { [key: string]: unknown };
export type Parameter = { name: string; in: string; required?: boolean; schema?: Schema };
export type Described = {
	tags?: string[];
	summary?: string;
	description?: string;
	parameters?: Parameter[];
	requestBody?: { content?: Record<string, { schema?: Schema }> };
	responses?: Record<string, { description?: string; content?: Record<string, { schema?: Schema }> }>;
};
export type Document = { paths: Record<string, Record<string, Described>> };
export type ListedOperation = Described & { method: string; path: string };

/** The description of the HTTP API that the validating schemas give. */
export const documentQuery = () => apiQuery<Document>("/openapi.json");

/** The operations that match a text, by tag, both in the order of the document. */
export function operationsByTag(document: Document, text: string): Map<string, ListedOperation[]> {
	const wanted = text.trim().toLowerCase();
	const all = Object.entries(document.paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, described]) => ({ ...described, method, path })),
	);
	const matching = all.filter(({ method, path, summary }) =>
		`${method} ${path} ${summary ?? ""}`.toLowerCase().includes(wanted),
	);
	return Map.groupBy(matching, ({ tags }) => tags?.[0] ?? "");
}
