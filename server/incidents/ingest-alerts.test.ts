import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ObservedAlert } from "#server/connectors/alertmanager/webhook.ts";
import { db } from "#server/platform/database.ts";
import { startJobs, stopJobs } from "#server/platform/jobs.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { ingestAlerts } from "./ingest-alerts.ts";
import { alertRollbackQueue, snapshotQueue } from "./queues.ts";

let database: TestDatabase;
let sequence = 0;

beforeAll(async () => {
	database = await createTestDatabase();
	const boss = await startJobs(true);
	for (const { name } of [alertRollbackQueue, snapshotQueue]) await boss.createQueue(name);
	await db().environment.create({ data: { name: "production", title: "Production", rank: 3, production: true } });
});
afterAll(async () => {
	await stopJobs();
	await database.drop();
});

/** A service of its own, so that no example sees another's alerts. */
async function newService(): Promise<{ id: string; name: string }> {
	const name = `service-${++sequence}`;
	const team = await db().team.create({ data: { name: `team-${sequence}`, title: name, itemKey: `T${sequence}X` } });
	const { id } = await db().entity.create({
		data: {
			ref: `component:default/${name}`,
			kind: "component",
			type: "service",
			name,
			title: name,
			ownerTeamId: team.id,
			document: {},
			observedAt: new Date(),
		},
	});
	return { id, name };
}

const base = Date.parse("2026-05-01T12:00:00Z");
const at = (seconds: number) => new Date(base + seconds * 1_000);

function report(service: string, from: number, to: number | null): ObservedAlert {
	const labels = { alertname: "HighErrorRate", service, environment: "production", severity: "critical" };
	return {
		fingerprint: `${service}-errors`,
		name: "HighErrorRate",
		severity: "critical",
		labels,
		annotations: { summary: `${service} fails` },
		generatorUrl: null,
		startsAt: at(from),
		endsAt: to === null ? null : at(to),
	};
}

const incidentsOf = (serviceId: string) =>
	db().incident.findMany({
		where: { serviceId },
		orderBy: { startedAt: "asc" },
		include: { family: { include: { item: true } }, alerts: { orderBy: { startsAt: "asc" } } },
	});

describe("ingestAlerts", () => {
	it("opens one incident and files one item, however often the alert is told", async () => {
		const service = await newService();
		for (const _ of [1, 2, 3]) await ingestAlerts([report(service.name, 0, null)], { connectionId: null });
		const [incident, ...more] = await incidentsOf(service.id);
		expect(more).toEqual([]);
		expect(incident).toMatchObject({ status: "open", severity: "critical", startedAt: at(0) });
		expect(incident?.alerts).toHaveLength(1);
		expect(incident?.alerts[0]?.seen).toBe(3);
		expect(incident?.family).toMatchObject({ recurrences: 1, item: { triage: "pending", priority: "urgent" } });
		expect(await db().item.count({ where: { serviceId: service.id } })).toBe(1);
	});

	it("ends the incident when the last of its alerts ends, not before", async () => {
		const service = await newService();
		const second = { ...report(service.name, 5, null), fingerprint: `${service.name}-other` };
		await ingestAlerts([report(service.name, 0, null), second], { connectionId: null });
		await ingestAlerts([report(service.name, 0, 60)], { connectionId: null });
		expect((await incidentsOf(service.id))[0]?.status).toBe("open");
		await ingestAlerts([{ ...second, endsAt: at(90) }], { connectionId: null });
		expect((await incidentsOf(service.id))[0]).toMatchObject({ status: "resolved", resolvedAt: at(90) });
	});

	it("counts a return within ten minutes as a flap and a later one as a new incident of the same item", async () => {
		const service = await newService();
		const told = [report(service.name, 0, 60), report(service.name, 120, 180), report(service.name, 7_200, null)];
		for (const one of told) await ingestAlerts([{ ...one, endsAt: null }, one], { connectionId: null });
		const [first, second, ...more] = await incidentsOf(service.id);
		expect(more).toEqual([]);
		expect(first).toMatchObject({ status: "resolved", flaps: 1, resolvedAt: at(180) });
		expect(second).toMatchObject({ status: "open", flaps: 0 });
		expect(second?.family).toMatchObject({ recurrences: 2 });
		expect(await db().item.count({ where: { serviceId: service.id } })).toBe(1);
	});

	it("gives the same incident whatever the order and number of reports from two Alertmanagers (R40)", async () => {
		const episodes = [
			[0, 60],
			[100, 160],
			[400, 460],
		] as const;
		const reports = (service: string) =>
			episodes.flatMap(([from, to]) =>
				[0, 7].flatMap((skew) => [
					report(service, from + skew, null),
					report(service, from + skew, to),
					report(service, from + skew, to + 2),
				]),
			);
		const all = reports("any").length;
		const order = fc.shuffledSubarray([...Array(all).keys(), ...Array(all).keys()], { minLength: all * 2 });
		await fc.assert(
			fc.asyncProperty(order, fc.integer({ min: 1, max: 9 }), async (indexes, size) => {
				const service = await newService();
				const told = reports(service.name);
				const ordered = indexes.flatMap((index) => told[index] ?? []);
				for (let i = 0; i < ordered.length; i += size)
					await ingestAlerts(ordered.slice(i, i + size), { connectionId: null });
				const [incident, ...more] = await incidentsOf(service.id);
				expect(more).toEqual([]);
				expect(incident).toMatchObject({ status: "resolved", flaps: 2, startedAt: at(0), resolvedAt: at(460) });
				expect(incident?.alerts).toHaveLength(6);
				expect(incident?.family.recurrences).toBe(1);
				expect(await db().item.count({ where: { serviceId: service.id } })).toBe(1);
				const opened = { type: "incident.opened", subjectId: incident?.id ?? "" };
				expect(await db().loopEvent.count({ where: opened })).toBe(1);
			}),
			{ numRuns: 12 },
		);
	}, 60_000);

	it("lets an Alertmanager that still lists an alert after its end open it again", async () => {
		const service = await newService();
		await ingestAlerts([report(service.name, 0, null), report(service.name, 0, 60)], { connectionId: null });
		await ingestAlerts([report(service.name, 0, null)], { connectionId: null, askedAt: at(70) });
		expect((await incidentsOf(service.id))[0]?.status).toBe("resolved");
		await ingestAlerts([report(service.name, 0, null)], { connectionId: null, askedAt: at(120) });
		expect((await incidentsOf(service.id))[0]).toMatchObject({ status: "open", resolvedAt: null });
	});

	it("suspects the deployment just before the onset, and says why", async () => {
		const service = await newService();
		const environment = await db().environment.findUniqueOrThrow({ where: { name: "production" } });
		const place = { serviceId: service.id, environmentId: environment.id, kind: "deploy", image: "i", actor: {} };
		const older = { requestedAt: at(-3_000), status: "succeeded" };
		const newer = { requestedAt: at(-40), startedAt: at(-35), status: "watching" };
		await db().deployment.create({ data: { ...place, ...older } });
		const culprit = await db().deployment.create({ data: { ...place, ...newer } });
		await ingestAlerts([report(service.name, 0, null)], { connectionId: null });
		const [incident] = await incidentsOf(service.id);
		expect(incident).toMatchObject({ suspectId: culprit.id, suspectState: "suggested" });
		expect(JSON.stringify(incident?.suspicion)).toContain("still-watched");
		const edge = await db().loopEdge.findFirst({
			where: { kind: "suspected-in", to: { incidentId: incident?.id ?? "" } },
		});
		expect(edge?.confidence).toBe("derived");
	});

	it("takes in a storm of 1,000 alerts of one service as one incident and one item", async () => {
		const service = await newService();
		const storm = Array.from({ length: 1_000 }, (_, index) => ({
			...report(service.name, index % 10, null),
			fingerprint: `${service.name}-${index}`,
		}));
		await ingestAlerts(storm, { connectionId: null });
		const [incident, ...more] = await incidentsOf(service.id);
		expect(more).toEqual([]);
		expect(incident?.alerts).toHaveLength(1_000);
		expect(await db().item.count({ where: { serviceId: service.id } })).toBe(1);
		await ingestAlerts(
			storm.map((alert) => ({ ...alert, endsAt: at(100) })),
			{ connectionId: null },
		);
		expect((await incidentsOf(service.id))[0]).toMatchObject({ status: "resolved", resolvedAt: at(100), flaps: 0 });
	}, 60_000);

	it("keeps an alert that belongs to no service of the catalog, without an incident", async () => {
		const alert = report("nobody-knows", 0, null);
		await ingestAlerts([alert], { connectionId: null });
		const kept = await db().alert.findFirstOrThrow({ where: { fingerprint: alert.fingerprint } });
		expect(kept).toMatchObject({ serviceId: null, incidentId: null, endsAt: null });
	});
});
