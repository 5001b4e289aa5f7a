import { afterAll, beforeAll, expect, it } from "vitest";
import { startSession } from "#server/access/sessions.ts";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { makePerson, makePlaces } from "#server/deployments/testing/place.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { createApi } from "./app.ts";

// A lead of one team, with ids that belong to another.

const reason = "curiosity";
let database: TestDatabase;
let headers: Record<string, string>;
let stranger: Actor;
/** What belongs to the other team, by what it is called in the paths below. */
let ids: Record<string, string> = {};
type Owned = { serviceId: string; environmentId: string; repositoryId: string; teamId: string };
const observedAt = new Date();
const later = new Date(observedAt.getTime() + 3_600_000);
const by = { kind: "person", id: crypto.randomUUID(), login: "dev", name: "Dev" };

beforeAll(async () => {
	database = await createTestDatabase("worker");
	const { teamId } = await makeTeam("payments");
	stranger = await makePerson("pablo", (await makeTeam("fulfilment")).teamId, "lead");
	headers = {
		cookie: `lazo-session=${await startSession(stranger.id, "test")}`,
		...{ origin: "http://127.0.0.1:3000", "content-type": "application/json" },
	};
	const serviceId = await makeService("checkout", teamId);
	const environmentId = (await makePlaces("checkout", ["staging"])).get("staging") ?? "";
	const { id: repositoryId } = await db().repository.create({
		data: { slug: "almena/checkout", url: "https://git.test/checkout", defaultBranch: "main", observedAt },
	});
	await db().entity.update({ where: { id: serviceId }, data: { repositoryId } });
	const owned = { serviceId, environmentId, repositoryId, teamId };
	ids = { ...(await runbooksOf(owned)), ...(await previewOf(owned)), ...(await workloadOf(owned)) };
});

async function runbooksOf({ serviceId, environmentId, repositoryId }: Owned) {
	const about = { repositoryId, externalId: 7n, name: "flush", path: "flush.yml", state: "active" };
	const workflow = await db().workflow.create({ data: { ...about, inputs: [], observedAt } });
	const runbook = await db().runbook.create({
		data: {
			...{ serviceId, workflowId: workflow.id, title: "Flush", description: "Drops keys.", ref: "main" },
			...{ environments: ["staging"], inputs: {}, approval: true, approvalHours: 4 },
		},
	});
	const asked = { title: "Flush", workflowId: workflow.id, workflow: "flush", path: "p", repository: "r", ref: "main" };
	const run = (status: string) =>
		db().runbookRun.create({
			data: {
				...{ runbookId: runbook.id, serviceId, environmentId, status, asked, inputs: {}, reason: "slow" },
				...{ requestedBy: by, requesterId: by.id },
			},
		});
	const [over, running] = [await run("expired"), await run("running")];
	return { workflow: workflow.id, runbook: runbook.id, over: over.id, running: running.id };
}

async function previewOf({ serviceId, repositoryId, teamId }: Owned) {
	const pull = await db().pullRequest.create({
		data: {
			...{ repositoryId, number: 1, title: "Change", state: "open", headRef: "change", headSha: "a", baseRef: "main" },
			...{ labels: [], url: "https://git.test/1", createdAt: observedAt, updatedAt: observedAt, observedAt },
		},
	});
	const preview = await db().preview.create({
		data: {
			...{ serviceId, pullRequestId: pull.id, environment: "staging", settings: {}, namespace: "p", name: "checkout" },
			...{ ownsNamespace: true, actor: by, source: "person", endsAt: later },
		},
	});
	await db().onCallRota.create({ data: { teamId, startsOn: "2026-01-05", time: "09:00", timeZone: "UTC", days: 7 } });
	const override = await db().onCallOverride.create({
		data: { teamId, from: observedAt, until: later, createdBy: by },
	});
	return { preview: preview.id, override: override.id };
}

async function workloadOf({ serviceId }: Owned) {
	const { connectionId } = await db().deploymentTarget.findFirstOrThrow();
	const place = { connectionId, namespace: "staging", kind: "Deployment", name: "checkout" };
	const change = await db().workloadChange.create({
		data: { ...place, serviceId, environment: "staging", action: "configure", status: "done", actor: by },
	});
	const workload = await db().workload.create({
		data: {
			...{ ...place, uid: "w", serviceId, environment: "staging", generation: 1n, observedGeneration: 1n, observedAt },
			...{ desired: 1, updated: 1, ready: 1, available: 1, createdAt: observedAt },
		},
	});
	const pod = await db().pod.create({
		data: {
			...{
				connectionId,
				uid: "p",
				namespace: "staging",
				name: "checkout-1",
				workloadId: workload.id,
				phase: "Running",
			},
			...{ ready: true, containers: [], createdAt: observedAt, observedAt },
		},
	});
	return { change: change.id, pod: pod.id };
}
afterAll(() => database?.drop());

const rules = () => ({
	...{ title: "Mine", description: "Now it is mine.", workflowId: ids.workflow, ref: "main" },
	...{ environments: ["staging"], inputs: {} },
});
const previewRule = {
	...{ environment: "staging", namespace: null, replicas: 1, hours: 1, urlPattern: null, ingressClass: null },
	...{ cpuPrice: null, memoryPrice: null },
};
const rota = { people: ["pablo"], startsOn: "2026-01-05", time: "09:00", timeZone: "UTC", days: 7 };
const override = { person: null, from: "2030-01-01T00:00:00Z", until: "2030-01-02T00:00:00Z" };
const configuration = { environment: "staging", kind: "Secret", object: "bank", key: "TOKEN", value: "x" };

it.each<[string, string, (() => object)?]>([
	["POST", "/services/checkout/runbooks", rules],
	["PUT", "/runbooks/{runbook}", rules],
	["DELETE", "/runbooks/{runbook}"],
	["POST", "/runbooks/{runbook}/runs", () => ({ environment: "staging", reason })],
	["POST", "/runbook-runs/{over}/decide", () => ({ decision: "approved" })],
	["POST", "/runbook-runs/{over}/decide", () => ({ decision: "withdrawn" })],
	["POST", "/runbook-runs/{running}/stop"],
	["POST", "/previews", () => ({ service: "checkout", number: 1 })],
	["POST", "/previews/{preview}/extend", () => ({ hours: 1 })],
	["POST", "/previews/{preview}/end"],
	["PUT", "/services/checkout/preview-rule", () => ({ rule: previewRule })],
	["PUT", "/services/checkout/preview-rule", () => ({ rule: null })],
	["PUT", "/teams/payments/on-call", () => rota],
	["DELETE", "/teams/payments/on-call"],
	["POST", "/teams/payments/on-call/overrides", () => override],
	["DELETE", "/on-call-overrides/{override}"],
	["POST", "/services/checkout/configuration", () => ({ ...configuration, resourceVersion: "1", reason })],
	["POST", "/workload-changes/{change}/undo", () => ({ reason })],
	["POST", "/pods/{pod}/terminal", () => ({ reason, columns: 80, rows: 24 })],
	["PUT", "/environments/staging/terminal-rights/payments", () => ({ allowed: true })],
	["PUT", "/services/checkout/smoke-tests/staging", () => ({ test: null })],
])("%s %s of another team is refused by the policy table, with an audit line", async (method, path, body) => {
	const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? "");
	const before = await db().auditEntry.count();
	const init = { method, headers, ...(body && { body: JSON.stringify(body()) }) };
	const response = await createApi().request(`/api/v1${filled}`, init);
	const problem: unknown = await response.json();
	expect(problem).toMatchObject({ status: 403, code: expect.stringMatching(/^forbidden\.(not-your-team|no-role)$/) });
	const lines = await db().auditEntry.findMany({ orderBy: { at: "desc" }, take: 1 });
	expect(lines).toMatchObject([{ actorId: stranger.id, outcome: "refused" }]);
	expect(await db().auditEntry.count()).toBe(before + 1);
});
