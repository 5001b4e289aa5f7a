import { invalid } from "#server/platform/errors.ts";

const namePattern = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;

/** Splits "owner/name". Throws Problem `github.bad-name` for anything that could lead to another address. */
export function parseSlug(slug: string): { owner: string; repo: string } {
	const [owner = "", repo = "", ...rest] = slug.split("/");
	if (rest.length > 0 || !namePattern.test(owner) || !namePattern.test(repo)) {
		throw invalid("github.bad-name", `"${shown(slug)}" is not the name of a repository. Write it as owner/name.`, {
			name: shown(slug),
		});
	}
	return { owner, repo };
}

/** Whether a text may name a repository within an owner. */
export const isRepositoryName = (name: string): boolean => namePattern.test(name);

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here.
const forbiddenInRef = /[\u0000-\u0020\u007f~^:?*[\]\\#%]|\.\.|@\{|\/\/|\.lock(\/|$)|^[-/.]|[/.]$|\/\./;

/** A branch, tag or commit by git's own rules for names, without what would change a URL. Throws `github.bad-ref`. */
export function parseRef(ref: string): string {
	if (ref.length === 0 || ref.length > 250 || forbiddenInRef.test(ref)) {
		throw invalid("github.bad-ref", `"${shown(ref)}" cannot be the name of a branch or tag.`, { ref: shown(ref) });
	}
	return ref;
}

/** A file's path inside a repository: relative, without empty, "." or ".." parts. Throws `github.bad-path`. */
export function parsePath(path: string): string {
	const parts = path.split("/");
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here.
	const bad = path.length > 500 || /[\u0000-\u001f\u007f?#%\\]/.test(path);
	if (bad || parts.some((part) => part === "" || part === "." || part === "..")) {
		throw invalid("github.bad-path", `"${shown(path)}" is not a path inside the repository.`, { path: shown(path) });
	}
	return path;
}

const shown = (text: string) => text.slice(0, 80);
