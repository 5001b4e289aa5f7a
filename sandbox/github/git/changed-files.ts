import { runGit } from "./run-git.ts";

/** A file that differs between two trees. `sha` is the new blob's, or the old one's where the file was removed. */
export type ChangedFile = {
	path: string;
	status: "added" | "removed" | "modified";
	sha: string;
	additions: number;
	deletions: number;
	patch: string;
};

const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/** The files that differ from one commit to another; from nothing when `base` is null. Renames are not followed. */
export async function changedFiles(folder: string, base: string | null, head: string): Promise<ChangedFile[]> {
	const range = ["diff-tree", "-r", "--no-renames", base ?? emptyTree, head];
	const [raw, patches] = await Promise.all([
		runGit(folder, [...range, "--raw", "--abbrev=40", "-z"]),
		runGit(folder, [...range, "-p", "--no-color"]),
	]);
	const texts = patches.split(/^diff --git .*\n/m).slice(1);
	const fields = raw.split("\0").filter(Boolean);
	return Array.from({ length: fields.length / 2 }, (_, index) => {
		const [, , before = "", after = "", letter = ""] = (fields[2 * index] ?? "").split(" ");
		const text = texts[index] ?? "";
		const patch = text.includes("@@") ? text.slice(text.indexOf("@@")).trimEnd() : "";
		const lines = patch.split("\n");
		return {
			path: fields[2 * index + 1] ?? "",
			status: letter === "A" ? "added" : letter === "D" ? "removed" : "modified",
			sha: letter === "D" ? before : after,
			additions: lines.filter((line) => line.startsWith("+")).length,
			deletions: lines.filter((line) => line.startsWith("-")).length,
			patch,
		};
	});
}
