import { services } from "../company/company.ts";
import { items } from "../company/items.ts";
import { afterPush } from "./actions/after-push.ts";
import { newRun } from "./actions/new-run.ts";
import { startRun } from "./actions/start-run.ts";
import { type Context, folderOf } from "./context.ts";
import { importCommits } from "./git/import-commits.ts";
import { listRefs } from "./git/read-commits.ts";
import { serviceJson } from "./seed/service-files.ts";
import { identityOf, releaser } from "./seed/story.ts";
import { noCommit } from "./webhooks/push-event.ts";

/** Commits a version that fails a third of its requests on a branch of a service, and starts its release. */
export async function strikeBadVersion(context: Context, serviceName: string): Promise<void> {
	const service = services.find((one) => one.name === serviceName);
	if (!service) throw new Error(`there is no service ${serviceName} to give a bad version to`);
	const folder = folderOf(context, service.name);
	const tags = (await listRefs(folder, "refs/tags")).map((ref) => ref.name.replace("refs/tags/v", ""));
	const heads = (await listRefs(folder, "refs/heads")).map((ref) => ref.name);
	const version = nextVersion(tags, heads);
	const branch = `release-${version}`;
	const actor = releaser(service);
	const item = items.find((one) => one.service === service.name && one.sprint === "current");
	const message = `${item ? `${item.key}: ` : ""}prepare ${version}\n`;
	const files = { "service.json": serviceJson(service, version, { errorRate: 0.35 }) };
	const commit = { branch, from: "refs/heads/main", author: identityOf(actor), at: new Date(), message, files };
	const [sha = ""] = await importCommits(folder, [commit]);
	const update = { ref: `refs/heads/${branch}`, before: noCommit, after: sha };
	await afterPush(context, { repository: service.name, login: actor, updates: [update] });
	const run = await newRun(context, {
		...{
			repository: service.name,
			path: ".github/workflows/release.yml",
			event: "workflow_dispatch",
			branch,
			sha,
			actor,
		},
		inputs: { version, "environment-hint": "development", "run-tests": "true", notes: "" },
		at: new Date(),
	});
	if (run) startRun(context, run);
}

/** The next patch after the highest final version that a tag or a release branch has. */
function nextVersion(tags: string[], heads: string[]): string {
	const branches = heads.map((name) => name.replace("refs/heads/release-", ""));
	const known = [...tags, ...branches].filter((version) => /^\d+\.\d+\.\d+$/.test(version));
	const [major = 0, minor = 0, patch = 0] = known
		.map((version) => version.split(".").map(Number))
		.sort((a, b) => compare(a, b))
		.at(-1) ?? [0, 0, 0];
	return `${major}.${minor}.${patch + 1}`;
}

function compare(a: number[], b: number[]): number {
	const index = a.findIndex((part, at) => part !== b[at]);
	return index === -1 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
