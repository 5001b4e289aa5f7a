import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { organisation, people, type Service, services } from "../../company/company.ts";
import { deleteImage } from "../../registry/delete-image.ts";
import { newRun, type RunRequest } from "../actions/new-run.ts";
import { pushReleaseImage } from "../actions/push-release-image.ts";
import { type Context, folderOf, nextId } from "../context.ts";
import { createRepository, importCommits } from "../git/import-commits.ts";
import { runGit } from "../git/run-git.ts";
import type { RunRecord } from "../state/types.ts";
import { catalogFiles } from "./catalog-files.ts";
import { finishInThePast } from "./finish-in-the-past.ts";
import { identityOf, type PullStory, type ReleaseStory, type Story } from "./story.ts";
import { tellServiceStory } from "./tell-service-story.ts";
import type { Outcome } from "./versions.ts";

/** A version that was released before the sandbox's first start; `releases.json` lists them all, oldest first. */
export type SeededRelease = {
	service: string;
	version: string;
	commit: string;
	digest: string;
	runId: number;
	createdAt: string;
	behaviour: Outcome;
	items: string[];
};

const day = 86_400_000;

/** Creates all repositories, their past runs, pull requests and released images, and writes `releases.json`. */
export async function seedCompany(context: Context, folder: string, now: Date): Promise<void> {
	rmSync(context.repositories, { recursive: true, force: true });
	await seedCatalog(context, now);
	const released: SeededRelease[] = [];
	for (const service of services) released.push(...(await seedService(context, service, now)));
	context.state.runs.sort((a, b) => a.createdAt.localeCompare(b.createdAt));
	released.sort((a, b) => a.createdAt.localeCompare(b.createdAt));
	writeFileSync(join(folder, "releases.json"), `${JSON.stringify(released, null, "\t")}\n`);
}

async function seedCatalog(context: Context, now: Date): Promise<void> {
	const lead = people.find((person) => person.role === "devops")?.login ?? "";
	const at = new Date(now.getTime() - 21 * day);
	await createRepository(folderOf(context, "catalog"));
	const message = "Describe the company in one place\n";
	const commit = { branch: "main", author: identityOf(lead), at, message, files: catalogFiles() };
	await importCommits(folderOf(context, "catalog"), [commit]);
	record(context, { name: "catalog", description: "The software catalog of Almena." }, [at]);
}

async function seedService(context: Context, service: Service, now: Date): Promise<SeededRelease[]> {
	const story = tellServiceStory(service, context.registry, now);
	const folder = folderOf(context, service.name);
	await createRepository(folder);
	const hashes = await importCommits(folder, story.commits);
	const dates = story.commits.map((commit) => commit.at);
	record(context, service, dates);
	await seedPulls(context, service.name, { story, hashes });
	const request = (index: number) => ({
		repository: service.name,
		sha: hashes[index] ?? "",
		at: new Date((dates[index]?.getTime() ?? 0) + 4000),
	});
	for (const push of story.pushes) {
		const { branch, author: actor } = push;
		const path = ".github/workflows/ci.yml";
		if (now.getTime() - (dates[push.commit]?.getTime() ?? 0) > 14 * day) continue;
		const run = await newRun(context, { ...request(push.commit), path, event: "push", branch, actor, inputs: {} });
		if (run) finishInThePast(run, push.failed ? "unit-tests" : null);
	}
	const released: SeededRelease[] = [];
	for (const release of story.releases) released.push(await seedRelease(context, release, request(release.commit)));
	return released;
}

async function seedRelease(
	context: Context,
	release: ReleaseStory,
	at: Pick<RunRequest, "repository" | "sha" | "at">,
): Promise<SeededRelease> {
	const { version, branch, author: actor, outcome } = release;
	const created = new Date(at.at.getTime() + 6 * 60_000);
	const run = await newRun(context, {
		...at,
		...{ path: ".github/workflows/release.yml", event: "workflow_dispatch", branch, actor, at: created },
		inputs: { version, "environment-hint": "development", "run-tests": "true", notes: release.items.join(", ") },
	});
	if (!run) throw new Error(`${at.repository} has no release workflow at ${at.sha}`);
	finishInThePast(run, null);
	const digest = await pushPastImage(context, run);
	if (outcome === "missing") {
		const repository = `${organisation}/${run.repository}`;
		await deleteImage({ registryUrl: `http://${context.registry}`, repository, reference: digest });
	}
	const createdAt = run.attempts[0]?.updatedAt ?? run.createdAt;
	const about = { version, digest, createdAt, behaviour: outcome, items: release.items };
	return { service: run.repository, commit: run.commit.id, runId: run.id, ...about };
}

async function pushPastImage(context: Context, run: RunRecord): Promise<string> {
	const steps = run.attempts[0]?.jobs.flatMap((job) => job.steps) ?? [];
	const step = steps.find((one) => one.command.startsWith("docker/build-push-action"));
	const pushed = await pushReleaseImage(context, run, step?.completedAt ?? run.createdAt);
	if (step) step.notes = pushed.notes;
	return pushed.digest;
}

async function seedPulls(context: Context, repository: string, at: { story: Story; hashes: string[] }): Promise<void> {
	const refs: string[] = [];
	for (const pull of at.story.pulls) {
		const head = at.hashes[pull.head] ?? "";
		refs.push(`create refs/pull/${pull.number}/head ${head}\n`);
		if (pull.merge !== null) refs.push(`delete refs/heads/${pull.branch}\n`);
		recordPull(context, { repository, pull, ...at });
	}
	await runGit(folderOf(context, repository), ["update-ref", "--stdin"], refs.join(""));
}

function recordPull(
	context: Context,
	at: { repository: string; pull: PullStory; story: Story; hashes: string[] },
): void {
	const { pull, repository } = at;
	const merge = pull.merge === null ? null : at.story.commits[pull.merge];
	const mergedAt = merge?.at.toISOString() ?? null;
	const by = people.find((person) => person.email === merge?.author.email)?.login ?? pull.author;
	context.state.pulls.push({
		id: nextId(context),
		repository,
		number: pull.number,
		title: `${pull.item.key}: ${pull.item.title}`,
		body: `Part of ${pull.item.key}.`,
		branch: pull.branch,
		author: pull.author,
		createdAt: pull.createdAt.toISOString(),
		updatedAt: mergedAt ?? pull.createdAt.toISOString(),
		closedAt: mergedAt,
		merged: mergedAt ? { at: mergedAt, by, sha: at.hashes[pull.merge ?? -1] ?? "" } : null,
		headSha: at.hashes[pull.head] ?? "",
		baseSha: at.hashes[pull.base] ?? "",
	});
}

function record(context: Context, of: { name: string; description: string }, dates: Date[]): void {
	const [first, last] = [dates[0], dates.at(-1)].map((date) => date?.toISOString() ?? "");
	const { name, description } = of;
	const id = nextId(context);
	context.state.repositories.push({ id, name, description, createdAt: first ?? "", pushedAt: last ?? "" });
}
