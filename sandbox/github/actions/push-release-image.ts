import { organisation } from "../../company/company.ts";
import { pushImage } from "../../registry/push-image.ts";
import { type Context, folderOf } from "../context.ts";
import { runGit } from "../git/run-git.ts";
import type { RunRecord } from "../state/types.ts";

/** A pushed release: where it is, and the lines the build writes about it. */
export type ReleasedImage = { digest: string; notes: string[] };

/**
 * Builds the image of a run's commit and pushes it under the run's input `version` (or the commit's hash without one).
 * The version is stamped into the image's `service.json`. Throws when the file is no JSON or the registry refuses.
 */
export async function pushReleaseImage(context: Context, run: RunRecord, created: string): Promise<ReleasedImage> {
	const text = await runGit(folderOf(context, run.repository), ["cat-file", "blob", `${run.commit.id}:service.json`]);
	const version = run.inputs.version || run.commit.id;
	const repository = `${organisation}/${run.repository}`;
	const pushed = await pushImage({
		registryUrl: `http://${context.registry}`,
		repository,
		tags: [version],
		serviceJson: `${JSON.stringify({ ...JSON.parse(text), version }, null, "\t")}\n`,
		labels: {
			"org.opencontainers.image.title": run.repository,
			"org.opencontainers.image.source": `${context.webUrl}/${repository}`,
			"org.opencontainers.image.revision": run.commit.id,
			"org.opencontainers.image.version": version,
			"org.opencontainers.image.created": created,
		},
	});
	const name = `${context.registry}/${repository}:${version}`;
	return {
		digest: pushed.digest,
		notes: [
			`#6 pushing manifest for ${name}@${pushed.digest} done`,
			`pushed ${name}@${pushed.digest}`,
			"##[group]Metadata",
			`{"containerimage.digest":"${pushed.digest}","image.name":"${name}"}`,
			"##[endgroup]",
			`digest: ${pushed.digest}`,
		],
	};
}
