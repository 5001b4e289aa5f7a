import { posix } from "node:path";
import type { FileProblem } from "../read/parse-catalog-file.ts";

type Repository = { url: string; defaultBranch: string };

/**
 * Paths in the same repository that a Location's targets point to: relative ones, and addresses of the repository's own files.
 * Anything else is a problem; nothing outside the repository is fetched.
 */
export function resolveTargets(from: { path: string; targets: string[] }, repository: Repository) {
	const paths: string[] = [];
	const problems: FileProblem[] = [];
	for (const target of from.targets) {
		const path = pathOf(target, from.path, repository);
		if (path) paths.push(path);
		else
			problems.push({
				line: null,
				code: "catalog.target",
				detail: `${target.slice(0, 200)}: is not a YAML file of this repository.`,
			});
	}
	return { paths, problems };
}

function pathOf(target: string, from: string, repository: Repository): string | null {
	const prefix = `${repository.url}/blob/${repository.defaultBranch}/`;
	const relative = target.startsWith(prefix) ? `/${target.slice(prefix.length)}` : target;
	if (/^[a-z][a-z0-9+.-]*:/i.test(relative)) return null;
	const path = relative.startsWith("/")
		? posix.normalize(relative.slice(1))
		: posix.join(posix.dirname(from), relative);
	if (path.startsWith("..") || path.startsWith("/") || !/\.ya?ml$/.test(path) || /[?#%\\*]/.test(path)) return null;
	return path;
}
