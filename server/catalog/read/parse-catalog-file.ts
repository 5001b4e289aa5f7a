import { type Document, isMap, LineCounter, parseAllDocuments, type YAMLMap } from "yaml";
import { type EntityDocument, entityShape, requiredInSpec } from "./entity-shape.ts";
import { repeatedKey } from "./repeated-key.ts";

/** One thing that is wrong with a catalog file. `line` counts from 1. */
export type FileProblem = { line: number | null; code: string; detail: string };

/** A document that could be read: as Lazo understands it and as it stands in the file. */
export type ParsedEntity = { entity: EntityDocument; document: object; line: number };

export type ParsedFile = { entities: ParsedEntity[]; problems: FileProblem[] };

const maxDocuments = 2_000;

/** Reads the documents of a catalog file. A document that is wrong becomes a problem with its line; the others are read. */
export function parseCatalogFile(text: string): ParsedFile {
	const lines = new LineCounter();
	const documents = parseAllDocuments(text, {
		lineCounter: lines,
		uniqueKeys: false,
		logLevel: "silent",
	});
	const result: ParsedFile = { entities: [], problems: [] };
	if (!Array.isArray(documents)) return result;
	if (documents.length > maxDocuments) {
		const detail = `The file holds ${documents.length} documents; at most ${maxDocuments} are read.`;
		return { entities: [], problems: [{ line: null, code: "catalog.too-many-documents", detail }] };
	}
	for (const document of documents) readDocument(document, lines, result);
	return result;
}

function readDocument(document: Document.Parsed, lines: LineCounter, result: ParsedFile): void {
	const error = document.errors[0];
	if (error) {
		const line = error.linePos?.[0].line ?? null;
		result.problems.push({ line, code: "catalog.yaml", detail: error.message.split("\n")[0] ?? "not YAML" });
		return;
	}
	const twice = repeatedKey(document);
	if (twice) {
		const detail = `Map keys must be unique: "${twice.key}" stands twice.`;
		result.problems.push({ line: lines.linePos(twice.offset).line, code: "catalog.yaml", detail });
		return;
	}
	const content = toPlain(document);
	if (content === null) return;
	const line = lineAt(document, lines, []);
	if (typeof content !== "object" || !isMap(document.contents)) {
		result.problems.push({
			line,
			code: "catalog.not-an-entity",
			detail: "The document is not a map with kind and metadata.",
		});
		return;
	}
	const parsed = entityShape.safeParse(content);
	if (!parsed.success) {
		for (const issue of parsed.error.issues.slice(0, 5)) {
			const path = issue.path.map(String);
			const detail = `${path.join(".") || "document"}: ${issue.message}`;
			result.problems.push({ line: lineAt(document, lines, path), code: "catalog.invalid-field", detail });
		}
		return;
	}
	const missing = (requiredInSpec[parsed.data.kind] ?? []).filter((field) => !parsed.data.spec[field]);
	for (const field of missing) {
		const detail = `spec.${field}: is missing; every ${parsed.data.kind} says it.`;
		result.problems.push({ line: lineAt(document, lines, ["spec"]), code: "catalog.missing-field", detail });
	}
	if (missing.length === 0) result.entities.push({ entity: parsed.data, document: content, line: line ?? 1 });
}

/** The content without anything that JSON cannot hold; text when aliases try to blow it up. */
function toPlain(document: Document.Parsed): unknown {
	try {
		return JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: 50 })) ?? "null");
	} catch {
		return "unreadable";
	}
}

/** The line of the deepest part of `path` that stands in the document. */
function lineAt(document: Document.Parsed, lines: LineCounter, path: readonly string[]): number | null {
	let offset = document.contents?.range?.[0] ?? document.range?.[0];
	let node: YAMLMap | null = isMap(document.contents) ? document.contents : null;
	for (const part of path) {
		const pair = node?.items.find((item) => String(item.key) === part);
		const key = pair?.key;
		if (typeof key === "object" && key !== null && "range" in key && Array.isArray(key.range)) offset = key.range[0];
		node = isMap(pair?.value) ? pair.value : null;
	}
	return offset === undefined ? null : lines.linePos(offset).line;
}
