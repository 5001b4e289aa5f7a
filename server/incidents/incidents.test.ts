import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Actor, automation } from "#server/platform/actor.ts";
import { config } from "#server/platform/config/load.ts";
import { db } from "#server/platform/database.ts";
import { Problem } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { startJobs, stopJobs } from "#server/platform/jobs.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { answerAlertmanager } from "./answer-alertmanager.ts";
import { noteRollback, resolveFailures } from "./follow-rollback.ts";
import { getIncident } from "./get-incident.ts";
import { openIncidentOfFailure } from "./incident-of-failure.ts";
import { ingestAlerts } from "./ingest-alerts.ts";
import { listArrivals } from "./list-arrivals.ts";
import { listIncidents } from "./list-incidents.ts";
import { alertRollbackQueue, alertsQueue, snapshotQueue } from "./queues.ts";
import { recordPastIncident } from "./record-past-incident.ts";
import { arrivalFilterSchema, incidentDetailSchema, incidentFilterSchema } from "./schema.ts";
import { workAlerts } from "./work-alerts.ts";
import { acknowledgeIncident, judgeSuspect } from "./work-incident.ts";

let database: TestDatabase;
let developer: Actor;
let stranger: Actor;
let place: { serviceId: string; environmentId: string };
let teamId: string;
const secret = "an-alertmanager-secret";

beforeAll(async () => {
	database = await createTestDatabase();
	process.env.ALERTMANAGER_WEBHOOK_SECRET = secret;
	const boss = await startJobs(true);
	for (const { name } of [alertsQueue, alertRollbackQueue, snapshotQueue]) await boss.createQueue(name);
	const environment = await db().environment.create({
		data: { name: "production", title: "Production", rank: 3, production: true },
	});
	const team = await db().team.create({ data: { name: "payments", title: "Payments", itemKey: "PAY" } });
	teamId = team.id;
	const service = await db().entity.create({
		data: {
			ref: "component:default/checkout",
			kind: "component",
			type: "service",
			name: "checkout",
			title: "Checkout",
			ownerTeamId: team.id,
			document: {},
			observedAt: new Date(),
		},
	});
	place = { serviceId: service.id, environmentId: environment.id };
	const person = (login: string, teamIds: string[]): Actor => ({
		kind: "person",
		id: login,
		login,
		name: login,
		teamIds,
		grants: [{ role: "developer", teamId: null, environment: null }],
		sessionId: "s",
	});
	developer = person("ana", [team.id]);
	stranger = person("tomas", []);
});
afterAll(async () => {
	await stopJobs();
	await database.drop();
});

const post = (body: string, headers: Record<string, string> = {}) =>
	answerAlertmanager(
		new Request("http://lazo/api/webhooks/alertmanager", {
			method: "POST",
			body,
			headers: { authorization: `Bearer ${secret}`, ...headers },
		}),
	);

const hostile = `"><script>alert(1)</script>\u0000\ud800{{.}} javascript:alert(1)`;
const webhook = (change: object = {}, alert: object = {}) =>
	JSON.stringify({
		version: "4",
		groupKey: "g",
		status: "firing",
		receiver: "lazo",
		alerts: [
			{
				status: "firing",
				labels: { alertname: "Hostile", service: "checkout", environment: "production", note: hostile },
				annotations: { summary: hostile, __proto__x: "x" },
				startsAt: "2026-05-01T10:00:00.123456789Z",
				endsAt: "0001-01-01T00:00:00Z",
				generatorURL: "javascript:alert(1)",
				fingerprint: "f00d",
				...alert,
			},
		],
		...change,
	});
const deliveries = () => db().webhookDelivery.count();

describe("answerAlertmanager", () => {
	it("stores and parses nothing without the right secret", async () => {
		const body = new ReadableStream({ pull: () => expect.unreachable("the body was read") }, { highWaterMark: 0 });
		const init = { method: "POST", body, duplex: "half", headers: { authorization: "Bearer wrong" } };
		expect((await answerAlertmanager(new Request("http://lazo/", init))).status).toBe(401);
		expect((await post("{", { authorization: "" })).status).toBe(401);
		expect(await deliveries()).toBe(0);
	});

	it("says that it is not configured when it is not", async () => {
		const { ALERTMANAGER_WEBHOOK_SECRET } = config();
		config().ALERTMANAGER_WEBHOOK_SECRET = undefined;
		const answer = await post(webhook());
		config().ALERTMANAGER_WEBHOOK_SECRET = ALERTMANAGER_WEBHOOK_SECRET;
		expect(answer.status).toBe(503);
		expect(await answer.json()).toMatchObject({ code: "webhook-not-configured" });
	});

	it("refuses more than 5 MB, by its header or while reading", async () => {
		expect((await post("{}", { "content-length": "5000001" })).status).toBe(413);
		expect((await post("x".repeat(5_000_001))).status).toBe(413);
		expect(await deliveries()).toBe(0);
	});

	it.each(["", "{", "[]", '{"version":"3"}', webhook({ alerts: {} })])("refuses %s in words", async (body) => {
		const answer = await post(body);
		expect(answer.status).toBe(422);
		expect(await answer.json()).toMatchObject({ code: "not-an-alertmanager-webhook" });
	});

	it("takes hostile text as text, leaves out what cannot be read, and works it", async () => {
		const both = JSON.parse(webhook());
		both.alerts.push({ status: "firing", labels: [], startsAt: "never" });
		const answer = await post(JSON.stringify(both));
		expect([answer.status, await answer.json()]).toEqual([202, { accepted: 2 }]);
		const delivery = await db().webhookDelivery.findFirstOrThrow({ orderBy: { receivedAt: "desc" } });
		await workAlerts(delivery.id);
		await workAlerts(delivery.id);
		const alert = await db().alert.findFirstOrThrow({ where: { fingerprint: "f00d" }, include: { incident: true } });
		expect(alert.generatorUrl).toBeNull();
		expect(alert.seen).toBe(1);
		expect(JSON.stringify(alert.labels)).not.toContain("\\u0000");
		expect(alert.incident?.title).toMatchObject({ code: "alert", alert: "Hostile" });
		const filed = await db().item.findMany({ where: { labels: { has: "Hostile" } } });
		expect(filed).toHaveLength(1);
	});
});

async function deployment(status: string, more: object = {}) {
	return db().deployment.create({
		data: {
			...place,
			kind: "deploy",
			image: "registry/checkout@sha256:1",
			digest: `sha256:${"1".repeat(64)}`,
			status,
			actor: { kind: "person", id: "ana", name: "Ana" },
			...more,
		},
	});
}
async function told(type: string, subjectId: string, data: object) {
	await transaction((tx) =>
		recordEvent(tx, { type, actor: automation("observer"), subject: { kind: "deployment", id: subjectId }, data }),
	);
	return db().loopEvent.findFirstOrThrow({ where: { type, subjectId } });
}

describe("a rollout that failed", () => {
	it("opens one incident with the deployment as its exact cause, ends it when its rollback is out, and ties both", async () => {
		const bad = await deployment("failed");
		const failed = await told("deployment.failed", bad.id, { code: "crash-loop", applied: true });
		await openIncidentOfFailure(failed);
		await openIncidentOfFailure(failed);
		const found = await db().incident.findMany({ where: { suspectId: bad.id } });
		expect(found).toHaveLength(1);
		const [incident] = found;
		if (!incident) throw new Error("no incident");
		expect(incident).toMatchObject({ status: "open", title: { code: "rollout", cause: "crash-loop" } });
		await db().versionHold.create({
			data: { serviceId: place.serviceId, digest: bad.digest ?? "", reason: { code: "x" }, deploymentId: bad.id },
		});
		const back = await deployment("watching", { kind: "rollback", rollbackOfId: bad.id });
		await noteRollback(await told("deployment.requested", back.id, { kind: "rollback" }));
		const out = await told("deployment.rolled-out", back.id, { kind: "rollback" });
		await resolveFailures(out);
		await resolveFailures(out);
		const detail = incidentDetailSchema.parse(await getIncident(developer, String(incident.number)));
		expect(detail).toMatchObject({ status: "resolved", suspect: { deploymentId: bad.id, rolledBackBy: back.id } });
		expect(detail.rollbacks.map(({ id }) => id)).toEqual([back.id]);
		expect(detail.holds).toHaveLength(1);
		expect(detail.timeline.filter(({ type }) => type === "incident.resolved")).toHaveLength(1);
	});

	it("opens none when nothing was changed in the cluster", async () => {
		const refused = await deployment("failed", { requestedAt: new Date(Date.now() + 1_000) });
		await openIncidentOfFailure(await told("deployment.failed", refused.id, { code: "version-held", applied: false }));
		expect(await db().incident.count({ where: { suspectId: refused.id } })).toBe(0);
	});
});

const codeOf = (work: Promise<unknown>) =>
	work.then(
		() => "ok",
		(error: unknown) => (error instanceof Problem ? error.code : String(error)),
	);

describe("working an incident", () => {
	it("is for the owning team, once, and only while it lasts", async () => {
		const { items } = await listIncidents(developer, incidentFilterSchema.parse({ status: "unresolved" }));
		const open = items[0];
		if (!open) throw new Error("no open incident");
		expect(await codeOf(acknowledgeIncident(stranger, open.id))).toBe("forbidden.not-your-team");
		expect(await acknowledgeIncident(developer, open.id)).toEqual({ status: "acknowledged" });
		expect(await acknowledgeIncident(developer, open.id)).toEqual({ status: "acknowledged" });
		const acknowledged = { type: "incident.acknowledged", subjectId: open.id };
		expect(await db().loopEvent.count({ where: acknowledged })).toBe(1);
		const { items: over } = await listIncidents(developer, incidentFilterSchema.parse({ status: "resolved" }));
		expect(await codeOf(acknowledgeIncident(developer, over[0]?.id ?? ""))).toBe("incident-resolved");
	});

	it("makes a suspicion sure only by a person's word", async () => {
		const withSuspect = await db().incident.findFirstOrThrow({ where: { suspectState: "suggested" } });
		expect(await judgeSuspect(developer, withSuspect.id, "confirmed")).toEqual({ state: "confirmed" });
		const edge = await db().loopEdge.findFirst({
			where: { kind: "suspected-in", to: { incidentId: withSuspect.id } },
		});
		expect(edge?.confidence).toBe("confirmed");
	});
});

describe("listArrivals", () => {
	it("shows what production filed with its newest incident, and nothing of other teams", async () => {
		const mine = await listArrivals(developer, arrivalFilterSchema.parse({ team: "payments" }));
		expect(mine.items.map(({ cause }) => cause).sort()).toEqual(["Hostile", "crash-loop"]);
		expect(mine.items.every(({ incident, recurrences }) => incident !== null && recurrences === 1)).toBe(true);
		const others = await listArrivals(developer, arrivalFilterSchema.parse({ team: "storefront" }));
		expect(others).toMatchObject({ items: [], total: 0 });
		const kept = ["duration", "errors"].map((name) => ({ name, unit: "", lines: [{ name, points: [[0, 7]] }] }));
		await db().incident.updateMany({ data: { graph: { start: 0, end: 1, signals: kept } } });
		const drawn = (await listArrivals(developer, arrivalFilterSchema.parse({ team: "payments" }))).items;
		expect(drawn.map(({ thumbnail }) => [thumbnail?.name, thumbnail?.values])).toEqual(Array(2).fill(["errors", [7]]));
	});
});

describe("recordPastIncident", () => {
	it("writes it once, with its times, its alert and its item", async () => {
		const item = await db().item.create({
			data: {
				key: "PAY-900",
				number: 900,
				teamId,
				title: "Old",
				type: "incident",
				priority: "high",
				state: "done",
				rank: "a",
			},
		});
		const [startedAt, resolvedAt] = [new Date("2026-04-01T10:00:00Z"), new Date("2026-04-01T10:30:00Z")];
		const past = {
			...place,
			teamId,
			cause: "HighErrorRate",
			title: "Card provider did not answer",
			summary: "checkout fails",
			severity: "critical" as const,
			startedAt,
			detectedAt: startedAt,
			acknowledgedAt: startedAt,
			acknowledgedBy: developer,
			resolvedAt,
			suspectId: null,
			itemKey: item.key,
		};
		const write = () => transaction((tx) => recordPastIncident(tx, automation("history"), past));
		const id = await write();
		expect(await write()).toBe(id);
		const detail = await getIncident(developer, id);
		expect(detail).toMatchObject({ status: "resolved", item: { key: "PAY-900" }, recurrences: 1 });
		expect(detail.alerts).toHaveLength(1);
		expect(detail.timeline.map(({ type }) => type)).toContain("incident.acknowledged");
	});

	it("does not stand in the way of what happens now", async () => {
		const labels = { alertname: "HighErrorRate", service: "checkout", environment: "production" };
		const rest = { severity: null, annotations: {}, generatorUrl: null, endsAt: null };
		const now = { ...rest, fingerprint: "now", name: "HighErrorRate", labels, startsAt: new Date() };
		await ingestAlerts([now], { connectionId: null });
		const open = await db().incident.findFirstOrThrow({
			where: { resolvedAt: null, family: { cause: "HighErrorRate" } },
			include: { family: { include: { item: true } } },
		});
		expect(open.family).toMatchObject({
			recurrences: 2,
			item: { key: "PAY-900", state: "backlog", triage: "pending" },
		});
	});
});
