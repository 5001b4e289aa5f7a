import type { HeadCommit } from "../state/types.ts";
import { runGit } from "./run-git.ts";

/** A commit in the short form that runs and pushes carry. Throws `GitError` when there is no such commit. */
export async function headCommit(folder: string, sha: string): Promise<HeadCommit> {
	const format = "%H%x00%T%x00%B%x00%cI%x00%an%x00%ae%x00%cn%x00%ce";
	const output = await runGit(folder, ["show", "-s", `--format=${format}`, sha]);
	const [id = "", tree = "", message = "", at = "", author = "", authorMail = "", name = "", mail = ""] = output
		.trimEnd()
		.split("\0");
	return {
		id,
		tree_id: tree,
		message: message.trimEnd(),
		timestamp: at.replace("+00:00", "Z"),
		author: { name: author, email: authorMail },
		committer: { name, email: mail },
	};
}
