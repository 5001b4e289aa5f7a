import { people, type Service } from "../../company/company.ts";
import type { SprintItem } from "../../company/items.ts";
import { teams } from "../../company/teams.ts";
import type { NewCommit } from "../git/import-commits.ts";
import type { Outcome } from "./versions.ts";

/** What happened in a repository: its commits, and what points at them by their index. */
export type Story = { commits: NewCommit[]; pulls: PullStory[]; pushes: PushStory[]; releases: ReleaseStory[] };

export type PullStory = {
	number: number;
	item: SprintItem;
	branch: string;
	author: string;
	/** Index of the branch's last commit, of the commit of `main` it started from, and of its merge. */
	head: number;
	base: number;
	merge: number | null;
	createdAt: Date;
};

export type PushStory = { commit: number; branch: string; author: string; failed: boolean };

export type ReleaseStory = {
	version: string;
	commit: number;
	branch: string;
	author: string;
	outcome: Outcome;
	/** Keys of the items that this version brings. */
	items: string[];
};

/** The branch of an item: `PAY-112-retry-declined-cards-once`. */
export function branchOf(item: SprintItem): string {
	return `${item.key}-${slug(item.title)}`;
}

/** A title as part of a file name or branch. */
export function slug(title: string): string {
	return title
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-|-$/g, "");
}

/** A title in the middle of a sentence: `Retry …` becomes `retry …`, `VAT …` stays. */
export function midSentence(title: string): string {
	return /^[A-Z][a-z ]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

/** The name and address that commits of a login carry. */
export function identityOf(login: string): { name: string; email: string } {
	const person = people.find((candidate) => candidate.login === login);
	if (!person) throw new Error(`nobody at Almena is called ${login}`);
	return { name: person.name, email: person.email };
}

/** Who makes a service's releases: the team's lead, else whoever of the team writes code. */
export function releaser(service: Service): string {
	const team = people.filter((person) => person.team === service.team);
	const person = team.find((one) => one.role === "lead") ?? team.find((one) => one.role !== "viewer");
	if (!person) throw new Error(`team ${teams.find((team) => team.name === service.team)?.title} has nobody to release`);
	return person.login;
}
