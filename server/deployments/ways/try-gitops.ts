import { z } from "zod";
import { GitHubError } from "#server/connectors/github/github-error.ts";
import { openGitHub } from "#server/connectors/github/open-github.ts";
import { invalid } from "#server/platform/errors.ts";
import { defineCall } from "#server/platform/rpc.ts";
import { readEnvironmentFile } from "./commit-digest.ts";
import { editImage } from "./edit-image.ts";

/** `image`: the repository of the image that runs now. */
const inputSchema = z.object({
	...{ repository: z.string(), branch: z.string(), path: z.string() },
	...{ name: z.string().nullable(), image: z.string() },
});

/** Web asks the worker to look whether a file can be edited. */
export const tryGitopsCall = defineCall({
	name: "deployments.try-gitops",
	input: inputSchema,
	output: z.object({ digest: z.string().nullable() }),
});

/**
 * Reads the file of an environment repository and tries the edit, without writing; answers the digest that stands there.
 * Throws Problem 422 `file-gone`, `file-too-large`, `not-yaml`, `image-not-in-file`, `too-intricate`, `git-refused`.
 */
export async function tryGitops(way: z.infer<typeof inputSchema>): Promise<{ digest: string | null }> {
	try {
		const { text } = await readEnvironmentFile(await openGitHub(), way);
		const digest = `sha256:${"0".repeat(64)}`;
		return { digest: editImage(text, { repository: way.image, digest, name: way.name }).before };
	} catch (error) {
		if (!(error instanceof GitHubError) || error.code === "rate-limited" || error.code === "unreachable") throw error;
		throw invalid("git-refused", "GitHub does not show this file to Lazo.", { message: error.message });
	}
}
