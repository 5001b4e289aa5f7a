import { type Document, isMap, isScalar, isSeq, parseAllDocuments, type YAMLMap } from "yaml";
import { invalid } from "#server/platform/errors.ts";
import { repositoryOf } from "./image-fits.ts";

/** `repository` without tag and digest. `name`: what a kustomization calls the image, where that is not its repository. */
type Wanted = { repository: string; digest: string; name?: string | null };

/** A part of the text to replace. */
type Splice = { from: number; to: number; text: string };

const kustomization = /^(kustomize\.config\.k8s\.io\/|Kustomization$|Component$)/;
const digestPattern = /sha256:[0-9a-f]{64}/;
const mostBytes = 1_000_000;

/**
 * Puts a digest into a file of an environment repository: into the `images` of a kustomization, or into every container of a
 * manifest that runs the repository. Only these characters change; comments and form stay. Returns the text, the same one when
 * the digest stands there already, and the digest that stood there. Throws Problem 422 `not-yaml`, `image-not-in-file`.
 */
export function editImage(text: string, wanted: Wanted): { text: string; before: string | null } {
	const documents = text.length > mostBytes ? [] : parseAllDocuments(text, { logLevel: "silent" });
	const list = Array.isArray(documents) ? documents : [];
	const broken = list.flatMap(({ errors }) => errors)[0];
	if (broken || list.length === 0)
		throw invalid("not-yaml", "The file cannot be read as YAML.", { message: broken?.message.slice(0, 200) ?? "" });
	const places = list.flatMap((document) => placesIn(document, text, wanted));
	if (places.length === 0)
		throw invalid("image-not-in-file", "The file names no image of this service.", { repository: wanted.repository });
	const before = places.map(({ from, to }) => digestPattern.exec(text.slice(from, to))?.[0]).find(Boolean) ?? null;
	const edited = places
		.toSorted((a, b) => b.from - a.from)
		.reduce((rest, { from, to, text: put }) => rest.slice(0, from) + put + rest.slice(to), text);
	return { text: edited, before };
}

function placesIn(document: Document, text: string, wanted: Wanted): Splice[] {
	const root: unknown = document.contents;
	if (!isMap(root)) return [];
	const kind = [root.get("apiVersion"), root.get("kind")].some((said) => kustomization.test(String(said ?? "")));
	// A kustomization.yaml may leave both out; `images` at the root is found in nothing else.
	return kind || isSeq(root.get("images", true)) ? inKustomization(root, text, wanted) : inManifest(root, wanted);
}

function inKustomization(root: YAMLMap, text: string, { repository, digest, name }: Wanted): Splice[] {
	const images = root.get("images", true);
	const entries = isSeq(images) ? images.items.filter(isMap) : [];
	const found = entries.find((entry) =>
		name ? entry.get("name") === name : [entry.get("newName"), entry.get("name")].includes(repository),
	);
	if (!found) return [];
	const digestRange = rangeOf(scalarAt(found, "digest"));
	if (digestRange) return [{ from: digestRange[0], to: digestRange[1], text: digest }];
	// A tag beside a digest would be believed by people and by nothing else, so the digest takes its place.
	const tag = found.items.find(({ key }) => isScalar(key) && key.value === "newTag");
	const [from, to] = [rangeOf(tag?.key)?.[0], rangeOf(tag?.value)?.[1]];
	if (from !== undefined && to !== undefined) return [{ from, to, text: `digest: ${digest}` }];
	const start = rangeOf(found.items[0]?.key)?.[0] ?? 0;
	const end = rangeOf(scalarAt(found, "name"))?.[1] ?? start;
	const column = start - (text.lastIndexOf("\n", start - 1) + 1);
	const between = found.flow ? ", " : `\n${" ".repeat(column)}`;
	return [{ from: end, to: end, text: `${between}digest: ${digest}` }];
}

const scalarAt = (map: YAMLMap, key: string) => map.get(key, true);

/** Where a node's own characters are: without the space and the comment behind it. */
function rangeOf(node: unknown): [number, number] | null {
	const range = isScalar(node) ? node.range : null;
	return range ? [range[0], range[1]] : null;
}

function inManifest(root: YAMLMap, { repository, digest }: Wanted): Splice[] {
	return containersIn(root).flatMap((container) => {
		const image = container.get("image", true);
		const range = rangeOf(image);
		if (!isScalar(image) || !range || repositoryOf(String(image.value)) !== repository) return [];
		return [{ from: range[0], to: range[1], text: `${repository}@${digest}` }];
	});
}

/** Every item of a `containers` or `initContainers`, wherever in the document that is. */
function containersIn(node: unknown): YAMLMap[] {
	if (isSeq(node)) return node.items.flatMap(containersIn);
	if (!isMap(node)) return [];
	return node.items.flatMap(({ key, value }) => {
		const holds = isScalar(key) && (key.value === "containers" || key.value === "initContainers");
		return holds && isSeq(value) ? value.items.filter(isMap) : containersIn(value);
	});
}
