import type { Service } from "../../company/company.ts";
import { items, type SprintItem } from "../../company/items.ts";
import { chance, growingDates } from "./dates.ts";
import { type Behaviour, serviceFiles, serviceJson } from "./service-files.ts";
import { branchOf, identityOf, midSentence, releaser, type Story, slug } from "./story.ts";
import { type Candidate, candidates, newerVersions, type Outcome, versionBefore } from "./versions.ts";

/**
 * Tells three weeks of a service's repository, ending shortly before `now`: the closed sprint's items went into the
 * version before production's and into production's, the running sprint's into a newer one or still wait on branches.
 */
export function tellServiceStory(service: Service, registry: string, now: Date): Story {
	const teller = new StoryTeller(service, now);
	const before = versionBefore(service.version);
	const own = items.filter((item) => item.service === service.name);
	const closed = own.filter((item) => item.sprint === "previous");
	const half = Math.ceil(closed.length / 2);
	teller.begin(versionBefore(before), registry);
	for (const [index, item] of closed.slice(0, half).entries()) teller.mergeItem(item, 19 - (4 * index) / half);
	teller.release(before, 14);
	for (const [index, item] of closed.slice(half).entries()) teller.mergeItem(item, 13 - index);
	teller.release(service.version, 9);
	const merged = own.filter((item) => item.sprint === "current" && item.state === "done");
	for (const [index, item] of merged.entries()) teller.mergeItem(item, 6 - (3 * index) / merged.length);
	const newer = newerVersions[service.name];
	if (newer) teller.release(newer, 1.9);
	const open = own.filter((item) => item.state === "in_progress" || item.state === "in_review");
	for (const [index, item] of open.entries()) teller.openBranch(item, 1.5 - (1.2 * index) / open.length);
	return teller.story;
}

class StoryTeller {
	readonly story: Story = { commits: [], pulls: [], pushes: [], releases: [] };
	private readonly service: Service;
	private readonly date: (daysAgo: number, what: string) => Date;
	private changelog = "";
	private unreleased: SprintItem[] = [];
	private main = 0;

	constructor(service: Service, now: Date) {
		this.service = service;
		this.date = growingDates(now);
	}

	begin(version: string, registry: string): void {
		const files = serviceFiles(this.service, version, registry);
		this.changelog = files["CHANGELOG.md"] ?? "";
		const login = releaser(this.service);
		const message = `Move ${this.service.title} to its own repository\n`;
		this.main = this.commit({ branch: "main", daysAgo: 21, login, message, files, tag: `v${version}` });
		this.released(version, { branch: "main", commit: this.main, outcome: "good" });
	}

	mergeItem(item: SprintItem, daysAgo: number): void {
		const { head, base, files, branch } = this.workOn(item, daysAgo);
		const number = this.story.pulls.length + 1;
		const login = releaser(this.service);
		const message = `Merge pull request #${number} from almena/${branch}\n\n${item.key}: ${midSentence(item.title)}\n`;
		const merge = this.commit({ branch: "main", daysAgo: daysAgo - 0.2, login, message, files, merge: branch });
		this.main = merge;
		this.unreleased.push(item);
		this.openPull(item, { head, base, merge });
	}

	openBranch(item: SprintItem, daysAgo: number): void {
		const { head, base, branch } = this.workOn(item, daysAgo);
		const candidate = candidates.find((one) => one.item === item.key);
		const tip = candidate ? this.prepare(candidate, { item, branch, daysAgo }) : head;
		if (item.state === "in_review") this.openPull(item, { head: tip, base, merge: null });
	}

	release(version: string, daysAgo: number): void {
		const notes = this.unreleased.map((item) => `- ${item.key}: ${item.title}`).join("\n");
		this.changelog = this.changelog.replace("\n\n", `\n\n## ${version}\n\n${notes}\n\n`);
		const files = { "service.json": serviceJson(this.service, version), "CHANGELOG.md": this.changelog };
		const keys = this.unreleased.map((item) => item.key);
		const message = `Release ${version}\n\n${keys.join(", ")}\n`;
		const login = releaser(this.service);
		this.main = this.commit({ branch: "main", daysAgo, login, message, files, tag: `v${version}` });
		this.released(version, { branch: "main", commit: this.main, outcome: "good" });
		this.unreleased = [];
	}

	private prepare(candidate: Candidate, on: { item: SprintItem; branch: string; daysAgo: number }): number {
		const change: Partial<Behaviour> = candidate.change;
		const commit = this.commit({
			branch: on.branch,
			daysAgo: on.daysAgo - 0.05,
			login: on.item.assignee ?? releaser(this.service),
			message: `${on.item.key}: prepare ${candidate.version}\n`,
			files: { "service.json": serviceJson(this.service, candidate.version, change) },
			tag: `v${candidate.version}`,
		});
		this.released(candidate.version, { branch: on.branch, commit, outcome: candidate.outcome, items: [on.item] });
		return commit;
	}

	private workOn(item: SprintItem, daysAgo: number) {
		const branch = branchOf(item);
		const login = item.assignee ?? releaser(this.service);
		const name = slug(item.title);
		const files: Record<string, string> = {
			[`src/${name}.ts`]: `/** ${item.title} (${item.key}). */\nexport const enabled = true;\n`,
		};
		const message = `${item.key}: ${midSentence(item.title)}\n`;
		const from = "refs/heads/main";
		const base = this.main;
		let head = this.commit({ branch, from, daysAgo, login, message, files, failed: chance(item.key) < 0.25 });
		if (item.estimate >= 3) {
			const path = `test/${name}.test.ts`;
			const test = `import { enabled } from "../src/${name}.ts";\n\nif (!enabled) throw new Error("off");\n`;
			files[path] = test;
			const tested = `${item.key}: test it\n`;
			head = this.commit({ branch, daysAgo: daysAgo - 0.1, login, message: tested, files: { [path]: test } });
		}
		return { head, base, files, branch };
	}

	private commit(step: Step): number {
		const { branch, login, message, files, from, merge, tag } = step;
		const at = this.date(step.daysAgo, `${this.service.name} ${message}`);
		const commit = this.story.commits.length;
		const author = identityOf(login);
		this.story.commits.push({
			...{ branch, author, at, message, files },
			...(from && { from }),
			...(merge && { merge }),
			...(tag && { tag }),
		});
		this.story.pushes.push({ commit, branch, author: login, failed: step.failed ?? false });
		return commit;
	}

	private openPull(item: SprintItem, at: { head: number; base: number; merge: number | null }): void {
		const opened = this.story.commits[at.head]?.at ?? new Date(0);
		this.story.pulls.push({
			...at,
			number: this.story.pulls.length + 1,
			item,
			branch: branchOf(item),
			author: item.assignee ?? releaser(this.service),
			createdAt: new Date(opened.getTime() + 5 * 60_000),
		});
	}

	private released(version: string, of: Released): void {
		const { branch, commit, outcome } = of;
		const keys = (of.items ?? this.unreleased).map((item) => item.key);
		const author = releaser(this.service);
		this.story.releases.push({ version, branch, commit, outcome, author, items: keys });
	}
}

type Step = {
	branch: string;
	daysAgo: number;
	login: string;
	message: string;
	files: Record<string, string>;
	from?: string;
	merge?: string;
	tag?: string;
	failed?: boolean;
};

type Released = { branch: string; commit: number; outcome: Outcome; items?: SprintItem[] };
