import { type Document, isMap, isScalar, isSeq, parseAllDocuments, type YAMLMap } from "yaml";
import { invalid } from "#server/platform/errors.ts";
import { repositoryOf } from "./image-fits.ts";

/** `repository` without tag and digest. `name`: what a kustomization calls the image, where that is not its repository. */
type Wanted = { repository: string; digest: string; name?: string | null };

/** A part of the text to replace, and what stands there now: the digest of a kustomization, the image of a manifest. */
type Splice = { from: number; to: number; text: string; said: string };

const kustomization = /^(kustomize\.config\.k8s\.io\/|Kustomization$|Component$)/;
const digestPattern = /sha256:[0-9a-f]{64}/;

/**
 * Puts a digest into a file of an environment repository: into the `images` of a kustomization, or into every container of a
 * manifest that runs the repository. Only these characters change; comments and form stay. Returns the text, the same one when
 * the digest stands there already, and the digest that stood there. Throws Problem 422 `not-yaml`, `image-not-in-file`,
 * `too-intricate`.
 */
export function editImage(text: string, wanted: Wanted): { text: string; before: string | null } {
	const places = findPlaces(text, wanted);
	if (places.length === 0)
		throw invalid("image-not-in-file", "The file names no image of this service.", { repository: wanted.repository });
	const before = places.map(({ said }) => digestPattern.exec(said)?.[0]).find(Boolean) ?? null;
	const edited = places
		.toSorted((a, b) => b.from - a.from)
		.reduce((rest, { from, to, text: put }) => rest.slice(0, from) + put + rest.slice(to), text);
	if (!says(edited, wanted, places.length))
		throw invalid("too-intricate", "The image is written in a way that Lazo cannot change without breaking the file.", {
			repository: wanted.repository,
		});
	return { text: edited, before };
}

/** Whether an edited file, read again, says the digest in all of its places: what is committed must be right. */
function says(edited: string, wanted: Wanted, places: number): boolean {
	try {
		const found = findPlaces(edited, wanted);
		const right = [wanted.digest, `${wanted.repository}@${wanted.digest}`];
		return found.length === places && found.every(({ said }) => right.includes(said));
	} catch {
		return false;
	}
}

function findPlaces(text: string, wanted: Wanted): Splice[] {
	// Looking for keys that stand twice costs the parser the square of their number.
	const options = { logLevel: "silent", uniqueKeys: false } as const;
	const documents = parseAllDocuments(text, options);
	const list = Array.isArray(documents) ? documents : [];
	const broken = list.flatMap(({ errors }) => errors)[0];
	if (broken || list.length === 0)
		throw invalid("not-yaml", "The file cannot be read as YAML.", { message: broken?.message.slice(0, 200) ?? "" });
	return list.flatMap((document) => placesIn(document, text, wanted));
}

function placesIn(document: Document, text: string, wanted: Wanted): Splice[] {
	const root: unknown = document.contents;
	if (!isMap(root)) return [];
	const kind = [root.get("apiVersion"), root.get("kind")].some((said) => kustomization.test(String(said ?? "")));
	// A kustomization.yaml may leave both out; `images` at the root is found in nothing else.
	return kind || isSeq(root.get("images", true)) ? inKustomization(root, text, wanted) : inManifest(root, text, wanted);
}

function findEntry(root: YAMLMap, { repository, name }: Wanted): YAMLMap | undefined {
	const images = root.get("images", true);
	const entries = isSeq(images) ? images.items.filter(isMap) : [];
	return entries.find((entry) =>
		name ? entry.get("name") === name : [entry.get("newName"), entry.get("name")].includes(repository),
	);
}

function inKustomization(root: YAMLMap, text: string, wanted: Wanted): Splice[] {
	const found = findEntry(root, wanted);
	if (!found) return [];
	const { digest } = wanted;
	const said = String(found.get("digest") ?? "");
	const digestRange = rangeOf(scalarAt(found, "digest"), text);
	if (digestRange) {
		const [from, to] = digestRange;
		// Where nothing stands behind the colon yet, a comment may begin at once.
		const put = from === to ? ` ${digest}${text[to] === "#" ? " " : ""}` : digest;
		return [{ from, to, text: put, said }];
	}
	// A tag beside a digest would be believed by people and by nothing else, so the digest takes its place.
	const tag = found.items.find(({ key }) => isScalar(key) && key.value === "newTag");
	const [from, to] = [rangeOf(tag?.key, text)?.[0], rangeOf(tag?.value, text)?.[1]];
	if (from !== undefined && to !== undefined) return [{ from, to, text: `digest: ${digest}`, said }];
	const start = rangeOf(found.items[0]?.key, text)?.[0] ?? 0;
	const end = rangeOf(scalarAt(found, "name") ?? scalarAt(found, "newName"), text)?.[1] ?? start;
	const column = start - (text.lastIndexOf("\n", start - 1) + 1);
	const newline = text.includes("\r\n") ? "\r\n" : "\n";
	const between = found.flow ? ", " : `${newline}${" ".repeat(column)}`;
	return [{ from: end, to: end, text: `${between}digest: ${digest}`, said }];
}

const scalarAt = (map: YAMLMap, key: string) => map.get(key, true);

/** Where a node's own characters are: without the space, the comment and the line ends behind it. */
function rangeOf(node: unknown, text: string): [number, number] | null {
	const range = isScalar(node) ? node.range : null;
	return range ? [range[0], range[0] + text.slice(range[0], range[1]).trimEnd().length] : null;
}

function inManifest(root: YAMLMap, text: string, { repository, digest }: Wanted): Splice[] {
	return containersIn(root).flatMap((container) => {
		const image = container.get("image", true);
		const range = rangeOf(image, text);
		if (!isScalar(image) || !range) return [];
		const said = String(image.value);
		if (repositoryOf(said) !== repository) return [];
		return [{ from: range[0], to: range[1], text: `${repository}@${digest}`, said }];
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
