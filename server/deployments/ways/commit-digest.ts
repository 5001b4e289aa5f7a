import type { GitHubClient } from "#server/connectors/github/github-client.ts";
import { openGitHub } from "#server/connectors/github/open-github.ts";
import { listCommits, readFile } from "#server/connectors/github/read-repositories.ts";
import { writeFile } from "#server/connectors/github/write-file.ts";
import { createBranch, findPullOf, openPull } from "#server/connectors/github/write-pulls.ts";
import { config } from "#server/platform/config/load.ts";
import { invalid } from "#server/platform/errors.ts";
import type { Deployment } from "../../../prisma/generated/client.ts";
import { changeCause } from "../internal/change-cause.ts";
import type { FoundPlace } from "../internal/find-place.ts";
import { editImage } from "./edit-image.ts";
import { repositoryOf } from "./image-fits.ts";
import { inertReason } from "./inert-reason.ts";
import type { GitopsWay } from "./schema.ts";

/** Where the digest stands: in a commit of the branch, or in a pull request that is not merged yet (`sha` null). */
type Said = { sha: string | null; pull: number | null; url: string; at: string | null };

/** A larger file of a hostile form would keep the parser busy for minutes, and the whole worker with it. */
const mostBytes = 250_000;

type Commit = { text: string; sha: string; message: string };

/**
 * Writes a deployment's digest to the environment repository, by a commit or by a pull request. Safe to repeat: what the branch
 * or an open pull request says already is only found. Throws GitHubError, and Problem 422 `no-digest`, and those
 * of `readEnvironmentFile` and `editImage`.
 */
export async function commitDigest(deployment: Deployment, place: FoundPlace, way: GitopsWay): Promise<Said> {
	const client = await openGitHub();
	if (!deployment.digest) throw invalid("no-digest", "What ran then had no digest, so Git cannot name it.");
	const wanted = { repository: repositoryOf(deployment.image), digest: deployment.digest, name: way.image };
	const edit = async (branch: string) => {
		const file = await readEnvironmentFile(client, { ...way, branch });
		return { ...file, edited: editImage(file.text, wanted).text };
	};
	const { text, sha, edited } = await edit(way.branch);
	if (edited === text) return headOf(client, way);
	const message = await messageOf(deployment, place);
	if (way.by === "commit") return commit(client, way, { text: edited, sha, message });
	const branch = `lazo/${place.service.name}-${place.environment.name}-${deployment.id}`;
	const open = await findPullOf(client, { slug: way.repository, branch });
	if (open) return { sha: null, pull: open.number, url: open.html_url, at: null };
	const { sha: base } = await headOf(client, way);
	await createBranch(client, { slug: way.repository, branch }, base);
	const there = await edit(branch);
	if (there.edited !== there.text)
		await commit(client, { ...way, branch }, { text: there.edited, sha: there.sha, message });
	const [title = "", ...rest] = message.split("\n");
	const about = { slug: way.repository, branch, base: way.branch, title, body: rest.join("\n").trim() };
	const { number, html_url: url } = await openPull(client, about);
	return { sha: null, pull: number, url, at: null };
}

/** The file that says what runs. Throws Problem 422 `file-gone`, `file-too-large`, `not-yaml`. */
export async function readEnvironmentFile(
	client: GitHubClient,
	way: Pick<GitopsWay, "repository" | "branch" | "path">,
) {
	const { repository, branch, path } = way;
	const file = await readFile(client, { slug: repository, path, ref: branch }, mostBytes);
	if (!file)
		throw invalid("file-gone", `There is no file ${path} on ${branch} of ${repository}.`, { path, repository });
	if (file.text === null)
		throw invalid("file-too-large", `${path} of ${repository} is larger than Lazo edits.`, {
			...{ path, repository, most: mostBytes / 1_000 },
		});
	// What is no UTF-8 would be written back as something else.
	if (Buffer.byteLength(file.text) !== file.size)
		throw invalid("not-yaml", "The file cannot be read as YAML.", { message: "UTF-8?" });
	return { text: file.text, sha: file.sha };
}

async function headOf(client: GitHubClient, { repository, branch }: GitopsWay) {
	const [head] = await listCommits(client, repository, { ref: branch, limit: 1 });
	if (!head) throw invalid("file-gone", `${branch} of ${repository} has no commit.`, { path: branch, repository });
	return { sha: head.sha, pull: null, url: head.html_url, at: new Date().toISOString() };
}

async function commit(client: GitHubClient, { repository, branch, path }: GitopsWay, file: Commit): Promise<Said> {
	const { sha, url } = await writeFile(client, { slug: repository, branch, path, ...file });
	return { sha, pull: null, url, at: new Date().toISOString() };
}

/** What, where, by whom and why, and the source commit, as Argo CD's own trailers tell it. */
async function messageOf(deployment: Deployment, { service, environment }: FoundPlace): Promise<string> {
	const verb = deployment.kind === "rollback" ? "Roll back" : "Deploy";
	return [
		`${verb} ${service.name} in ${environment.name}`,
		"",
		await changeCause(deployment),
		...(deployment.reason ? ["", inertReason(deployment.reason)] : []),
		"",
		`Lazo-deployment: ${config().LAZO_URL}/deployments/${deployment.id}`,
	].join("\n");
}
