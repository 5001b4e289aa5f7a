import { describe, expect, it } from "vitest";
import { environments, people, services } from "../company/company.ts";
import { items } from "../company/items.ts";
import type { History } from "./history-format.ts";
import type { Release } from "./releases.ts";
import { makeHistory } from "./write-history.ts";

const day = 86_400_000;

/** Releases as the GitHub part seeds them: three that reached production, a newer good one, a bad one. */
function releasesBefore(now: number): Release[] {
	const story = [
		["old", 21, "good"],
		["before", 14, "good"],
		["running", 9, "good"],
		["newer", 1.9, "good"],
		["candidate", 1.2, "errors"],
	] as const;
	return services.flatMap((service, number) =>
		story.map(([name, daysAgo, behaviour], position) => ({
			service: service.name,
			version: name === "running" ? service.version : `${service.version}-${name}`,
			digest: `sha256:${String(number * 10 + position).padStart(64, "0")}`,
			createdAt: new Date(now - daysAgo * day).toISOString(),
			behaviour,
			items: items
				.filter((item) => name === "before" && item.service === service.name && item.sprint === "previous")
				.map((item) => item.key),
		})),
	);
}

// A Wednesday, a Monday morning, a Sunday night, and the first hour of a year.
const moments = ["2026-05-13T15:20:00Z", "2026-06-01T06:05:00Z", "2026-06-07T23:50:00Z", "2027-01-01T00:30:00Z"];

describe.each(moments)("the history of a company first started at %s", (moment) => {
	const now = Date.parse(moment);
	const history: History = makeHistory(now, "127.0.0.1:4300", releasesBefore(now));
	const time = (text: string) => Date.parse(text);

	it("leaves the newest good version in staging and the company's version in production", () => {
		for (const service of services) {
			const last = (environment: string) =>
				history.deployments.findLast((one) => one.service === service.name && one.environment === environment)?.version;
			expect([service.name, last("production"), last("staging")]).toEqual([
				service.name,
				service.version,
				`${service.version}-newer`,
			]);
		}
	});

	it("brings every version to staging before production", () => {
		for (const deployment of history.deployments.filter((one) => one.environment === "production")) {
			const staged = history.deployments.find(
				(one) => one.environment === "staging" && one.digest === deployment.digest,
			);
			expect(time(staged?.finishedAt ?? "9999-01-01")).toBeLessThan(time(deployment.startedAt));
		}
	});

	it("never deployed a version that behaves badly", () => {
		expect(history.deployments.filter((one) => one.version.endsWith("candidate"))).toEqual([]);
	});

	it("tells two incidents by deployments that were rolled back while they lasted", () => {
		const suspects = history.incidents.filter((incident) => incident.suspect !== null);
		expect(suspects.map((incident) => incident.service).sort()).toEqual(["checkout", "orders"]);
		for (const incident of suspects) {
			const bad = history.deployments[incident.suspect ?? -1];
			const back = history.deployments.find((one) => one.rollbackOf === incident.suspect);
			expect(bad).toMatchObject({ service: incident.service, outcome: "rolled_back", environment: "production" });
			expect(time(bad?.finishedAt ?? "")).toBeLessThan(time(incident.startedAt));
			expect(time(back?.finishedAt ?? "")).toBeGreaterThan(time(incident.acknowledgedAt));
			expect(time(back?.finishedAt ?? "")).toBeLessThan(time(incident.resolvedAt));
		}
	});

	it("keeps every time in its order and none after now", () => {
		for (const one of history.deployments) {
			expect([one.requestedAt, one.startedAt, one.finishedAt].toSorted()).toEqual([
				one.requestedAt,
				one.startedAt,
				one.finishedAt,
			]);
			expect(time(one.finishedAt)).toBeLessThan(now);
		}
		for (const one of history.incidents) {
			const times = [one.startedAt, one.detectedAt, one.acknowledgedAt, one.resolvedAt];
			expect(times.toSorted()).toEqual(times);
			expect(time(one.resolvedAt)).toBeLessThan(now);
		}
		for (const item of history.items) {
			const times = [item.createdAt, ...item.changes.map((change) => change.at)];
			expect([item.key, times.toSorted()]).toEqual([item.key, times]);
			expect([item.key, time(times.at(-1) ?? "") < now]).toEqual([item.key, true]);
		}
	});

	it("brings every item to the state that its team says it has", () => {
		const told = history.items.map((item) => [item.key, item.changes.at(-1)?.to ?? "backlog"]);
		expect(told).toEqual(items.map((item) => [item.key, item.state]));
		for (const item of history.items) {
			for (const [position, change] of item.changes.entries()) {
				expect(change.from).toBe(item.changes[position - 1]?.to ?? "backlog");
			}
		}
	});

	it("closes the last sprint with a burndown that falls over its days and scope that came later", () => {
		const closed = history.sprints.filter((sprint) => sprint.state === "closed");
		expect(closed.length).toBe(4);
		const done = history.items.filter((item) => closed.some((sprint) => sprint.name === item.sprint));
		const days = new Set(done.map((item) => item.changes.at(-1)?.at.slice(0, 10)));
		expect(days.size).toBeGreaterThanOrEqual(5);
		const [sprint] = closed;
		expect(done.filter((item) => item.createdAt > (sprint?.startsAt ?? "")).length).toBeGreaterThanOrEqual(2);
		for (const item of done) expect(time(item.changes.at(-1)?.at ?? "")).toBeLessThan(time(sprint?.endsAt ?? ""));
	});

	it("has somebody of every team on call since a Monday that is past", () => {
		expect(history.rotas.map(({ team }) => team).sort()).toEqual([...new Set(services.map(({ team }) => team))].sort());
		for (const rota of history.rotas) {
			expect(rota.people.length).toBeGreaterThan(0);
			for (const login of rota.people) expect(people.find((one) => one.login === login)?.team).toBe(rota.team);
			expect(new Date(rota.startsOn).getUTCDay()).toBe(1);
			expect(now - time(rota.startsOn)).toBeGreaterThanOrEqual(7 * day);
		}
	});

	it("names only people, services, environments, sprints and items that exist", () => {
		const logins = people.map((person) => person.login);
		const sprints = history.sprints.map((sprint) => sprint.name);
		const names = services.map((service) => service.name);
		expect(new Set(sprints).size).toBe(sprints.length);
		for (const one of history.deployments) {
			expect(logins).toContain(one.by);
			expect(environments).toContain(one.environment);
			expect(names).toContain(one.service);
		}
		for (const item of history.items) {
			for (const change of item.changes) expect(logins).toContain(change.by);
			if (item.sprint) expect(sprints).toContain(item.sprint);
		}
		for (const incident of history.incidents) {
			if (incident.itemKey) expect(items.map((item) => item.key)).toContain(incident.itemKey);
		}
	});
});
