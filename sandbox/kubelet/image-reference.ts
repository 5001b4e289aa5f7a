/** The parts of an image reference: where its registry answers, the repository there, and a tag or digest. */
export type ImageReference = { registryUrl: string; name: string; repository: string; reference: string };

const pattern =
	/^(?<host>[^/]+)\/(?<repository>[a-z0-9._/-]+?)(?::(?<tag>\w[\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;

/**
 * Takes an image reference apart. The host must be named (there is no default registry); loopback hosts are spoken to
 * without TLS, as container runtimes do. `null` when it is no reference.
 */
export function parseImageReference(image: string): ImageReference | null {
	const groups = pattern.exec(image)?.groups;
	if (!groups?.host || !groups.repository || !/[.:]|^localhost$/.test(groups.host)) return null;
	const loopback = /^(127\.|localhost(:|$))/.test(groups.host);
	return {
		registryUrl: `${loopback ? "http" : "https"}://${groups.host}`,
		name: `${groups.host}/${groups.repository}`,
		repository: groups.repository,
		reference: groups.digest ?? groups.tag ?? "latest",
	};
}
