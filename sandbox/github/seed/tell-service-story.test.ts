import { describe, expect, it } from "vitest";
import { services } from "../../company/company.ts";
import { items } from "../../company/items.ts";
import { tellServiceStory } from "./tell-service-story.ts";
import { candidates } from "./versions.ts";

const now = new Date("2026-03-10T12:00:00Z");
const stories = services.map((service) => ({ service, story: tellServiceStory(service, "127.0.0.1:4300", now) }));

describe.each(stories)("the story of $service.name", ({ service, story }) => {
	it("has ten to thirty commits, each later than the one before and none in the future", () => {
		const times = story.commits.map((commit) => commit.at.getTime());
		expect(times.length).toBeGreaterThanOrEqual(10);
		expect(times.length).toBeLessThanOrEqual(30);
		expect(times).toEqual([...times].sort((a, b) => a - b));
		expect(new Set(times).size).toBe(times.length);
		expect(times.at(-1)).toBeLessThan(now.getTime());
	});

	it("releases production's version and the two before it, all good", () => {
		const good = story.releases.filter((release) => release.outcome === "good").map((release) => release.version);
		expect(good.indexOf(service.version)).toBe(2);
	});

	it("merges what is done, and keeps a branch for what people work on", () => {
		const own = items.filter((item) => item.service === service.name);
		const keys = (state: string[]) => own.filter((item) => state.includes(item.state)).map((item) => item.key);
		const pulls = (merged: boolean) => story.pulls.filter((pull) => (pull.merge !== null) === merged);
		expect(pulls(true).map((pull) => pull.item.key)).toEqual(keys(["done"]));
		expect(pulls(false).map((pull) => pull.item.key)).toEqual(keys(["in_review"]));
		const branches = story.commits.map((commit) => commit.branch);
		for (const key of keys(["in_progress"])) expect(branches.some((branch) => branch.startsWith(`${key}-`))).toBe(true);
	});

	it("tells the same again", () => {
		expect(tellServiceStory(service, "127.0.0.1:4300", now)).toEqual(story);
	});
});

it("releases every candidate from the branch of its item", () => {
	const released = stories.flatMap(({ story }) => story.releases.filter((release) => release.branch !== "main"));
	expect(released.map((release) => release.version).sort()).toEqual(candidates.map((one) => one.version).sort());
});
