/** An image by digest: "127.0.0.1:4300/almena/checkout", optional tag, "sha256:…". */
export type ImageReference = { repository: string; tag: string | null; digest: string };

const host = "[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?(?::\\d{1,5})?";
const part = "[a-z0-9]+(?:(?:\\.|_{1,2}|-{1,10})[a-z0-9]+){0,20}";
const name = `${host}(?:/${part}){1,10}`;
const pattern = new RegExp(`(?<![\\w./:-])(${name})(?::(\\w[\\w.-]{0,127}))?@(sha256:[0-9a-f]{64})(?![0-9a-f])`, "g");
const whole = new RegExp(`^${name}$`);

/** Every distinct image with digest that a text names, in order of appearance. Lines over 4,000 characters are passed over. */
export function findImageReferences(text: string): ImageReference[] {
	const found = new Map<string, ImageReference>();
	for (const line of text.split("\n")) {
		if (line.length > 4_000 || !line.includes("@sha256:")) continue;
		for (const [, repository = "", tag, digest = ""] of line.matchAll(pattern)) {
			const key = `${repository}@${digest}`;
			const known = found.get(key);
			found.set(key, { repository, tag: tag ?? known?.tag ?? null, digest });
		}
	}
	return [...found.values()];
}

const digestLine = /(?:^|[\s"])(?:containerimage\.)?digest"?\s*[:=]\s*"?(sha256:[0-9a-f]{64})(?![0-9a-f])/g;

/** Digests that a push printed on a line of their own ("digest: sha256:…"), without saying of which image. */
export function findPushedDigests(text: string): string[] {
	const lines = text.split("\n").filter((line) => line.length <= 4_000 && line.includes("igest"));
	return [...new Set(lines.flatMap((line) => [...line.matchAll(digestLine)].map(([, digest = ""]) => digest)))];
}

/** Splits a repository into registry and name; null when the text is not an image repository. */
export function splitRepository(repository: string): { host: string; name: string } | null {
	if (repository.length > 400 || !whole.test(repository)) return null;
	const slash = repository.indexOf("/");
	return { host: repository.slice(0, slash), name: repository.slice(slash + 1) };
}
