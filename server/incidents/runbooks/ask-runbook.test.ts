import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { makePerson } from "#server/deployments/testing/place.ts";
import type { Work } from "#server/pipelines/testing/actions-server.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { getIncident } from "../get-incident.ts";
import { makeIncident } from "../testing/make-incident.ts";
import { startRunbookCompany } from "../testing/runbook-company.ts";
import { addRunbook } from "./add-runbook.ts";
import { askRunbook } from "./ask-runbook.ts";
import { changeRunbook, removeRunbook } from "./change-runbook.ts";
import { decideRunbookRun } from "./decide-runbook-run.ts";
import { expireOld } from "./expire-old.ts";
import { getRunbookRun } from "./get-runbook-run.ts";
import { listRunbookRuns } from "./list-runbook-runs.ts";

const stamp = "2026-11-21T10:00:00.1234567Z ";
const jobLog = [
	"##[group]Run scripts/flush-cache",
	"##[endgroup]",
	"using token ghp_0123456789abcdefghij0123",
	"\u001b[31m<b>dropped</b>\u001b[0m 4812 keys",
]
	.map((line) => `${stamp}${line}\n`)
	.join("");
const reason = "carts answer slowly";
let company: Awaited<ReturnType<typeof startRunbookCompany>>;
let developer: Actor;
let lead: Actor;
let viewer: Actor;
let stranger: Actor;
let incident: { id: string; number: number };
/** What the workflow does; each test says it. */
let work: Work = async () => "success";

beforeAll(async () => {
	company = await startRunbookCompany((inputs) => work(inputs), jobLog);
	({ developer, lead } = company);
	viewer = await makePerson("marta", (await makeTeam("storefront")).teamId, "viewer");
	stranger = await makePerson("pablo", (await makeTeam("fulfilment")).teamId);
	const { serviceId, teamId } = company;
	incident = await makeIncident({ serviceId, environmentId: company.idOf("production"), teamId });
});
afterAll(() => company?.stop());

const asked = (environment = "production", scope = "carts") => ({ environment, inputs: { scope }, reason });
const ended = (id: string, status: string) =>
	vi.waitFor(async () => expect((await getRunbookRun(developer, id)).status).toBe(status), {
		...{ timeout: 15_000, interval: 100 },
	});

const textOf = (rows: unknown): string =>
	JSON.stringify(rows, (_, one: unknown) => (typeof one === "bigint" ? String(one) : one));

describe("askRunbook", () => {
	it("runs the workflow once, keeps its output on the incident, and ties the run to it", async () => {
		const { id: runbookId } = await addRunbook(lead, "cart", company.rules());
		const before = company.actions.dispatches.length;
		const { id, waits } = await askRunbook(developer, runbookId, { ...asked(), incidentId: incident.id });
		expect(waits).toBe(false);
		await ended(id, "succeeded");
		expect(company.actions.dispatches.slice(before)).toEqual([{ environment: "production", scope: "carts", reason }]);
		const run = await getRunbookRun(developer, id);
		expect(run).toMatchObject({
			conclusion: "success",
			incident: { number: incident.number },
			workflow: { name: "flush-cache" },
		});
		expect(run.output).toEqual([
			{
				...{ name: "act", conclusion: "success", kept: "whole", total: 3 },
				lines: [
					{ kind: "group", text: "Run scripts/flush-cache" },
					{ kind: "plain", text: "using token [redacted]" },
					{ kind: "plain", text: "<b>dropped</b> 4812 keys" },
				],
			},
		]);
		const { timeline } = await getIncident(developer, incident.id);
		const told = timeline.filter(({ subject }) => subject.id === id);
		expect(told.map(({ type }) => type)).toEqual(["runbook.requested", "runbook.started", "runbook.finished"]);
		expect(told.at(-1)).toMatchObject({
			href: `/runbook-runs/${id}`,
			data: { status: "succeeded", conclusion: "success" },
		});
		const edge = await db().loopEdge.findFirstOrThrow({
			where: { kind: "acted-on-by" },
			include: { from: true, to: true },
		});
		expect(edge).toMatchObject({ from: { incidentId: incident.id }, to: { runId: run.run?.id }, confidence: "exact" });
		const line = await db().auditEntry.findFirstOrThrow({ where: { action: "runbook.run", outcome: "done" } });
		expect(line).toMatchObject({
			environment: "production",
			reason,
			after: { runbookRunId: id, incidentId: incident.id },
		});
		await removeRunbook(lead, runbookId);
	});

	it("keeps a failure as one, and its output from whoever may not read logs", async () => {
		work = async () => "failure";
		const { id: runbookId } = await addRunbook(lead, "cart", company.rules());
		const { id } = await askRunbook(developer, runbookId, asked());
		await ended(id, "failed");
		expect(await getRunbookRun(developer, id)).toMatchObject({ conclusion: "failure", mayReadOutput: true });
		expect(await getRunbookRun(viewer, id)).toMatchObject({ mayReadOutput: false, output: null });
		work = async () => "success";
	});

	it("lets one through when two ask at the same moment, and says who was faster", async () => {
		let finish = () => {};
		work = () =>
			new Promise((resolve) => {
				finish = () => resolve("success");
			});
		const { id: runbookId } = await addRunbook(lead, "cart", company.rules());
		const before = company.actions.dispatches.length;
		const both = await Promise.allSettled([developer, lead].map((actor) => askRunbook(actor, runbookId, asked())));
		const [started] = both.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
		const refused = both.filter(({ status }) => status === "rejected");
		expect(refused).toMatchObject([{ reason: { code: "runbook.under-way", params: { runId: started?.id } } }]);
		await vi.waitFor(() => expect(company.actions.dispatches.length).toBe(before + 1), { timeout: 10_000 });
		await expect(askRunbook(developer, runbookId, asked())).rejects.toMatchObject({ code: "runbook.under-way" });
		finish();
		await ended(started?.id ?? "", "succeeded");
		expect(company.actions.dispatches.length).toBe(before + 1);
		work = async () => "success";
	});

	it("is refused without the right, elsewhere than meant, for another service's incident, and for what is not asked", async () => {
		const { id } = await addRunbook(lead, "cart", company.rules({ environments: ["staging"] }));
		await expect(askRunbook(viewer, id, asked("staging"))).rejects.toMatchObject({ status: 403 });
		await expect(askRunbook(stranger, id, asked("staging"))).rejects.toMatchObject({ code: "forbidden.not-your-team" });
		await expect(askRunbook(developer, id, asked("production"))).rejects.toMatchObject({
			code: "runbook.not-for-environment",
		});
		const { teamId } = await makeTeam("messages");
		const other = await makeService("mailer", teamId);
		const theirs = await makeIncident({ serviceId: other, environmentId: company.idOf("staging"), teamId });
		await expect(askRunbook(developer, id, { ...asked("staging"), incidentId: theirs.id })).rejects.toMatchObject({
			code: "runbook.other-service",
		});
		const inputs = { scope: "carts", environment: "production" };
		await expect(askRunbook(developer, id, { ...asked("staging"), inputs })).rejects.toMatchObject({
			code: "runbook.not-asked",
		});
		await expect(askRunbook(developer, id, asked("staging", "everything"))).rejects.toMatchObject({
			code: "run.bad-input",
		});
		expect((await listRunbookRuns(developer, { service: "mailer", limit: 5 })).items).toEqual([]);
	});
});

describe("decideRunbookRun", () => {
	const careful = () => addRunbook(lead, "cart", company.rules({ approval: true }));

	it("starts it in the requester's name when somebody else agrees, never when the requester does", async () => {
		const { id: runbookId } = await careful();
		const before = company.actions.dispatches.length;
		const { id, waits } = await askRunbook(lead, runbookId, asked());
		expect(waits).toBe(true);
		await expect(decideRunbookRun(lead, id, { decision: "approved" })).rejects.toMatchObject({
			code: "forbidden.own-request",
		});
		await expect(decideRunbookRun(developer, id, { decision: "approved" })).rejects.toMatchObject({ status: 403 });
		const second = await makePerson("nuria", company.teamId, "lead");
		expect((await listRunbookRuns(second, { waiting: true, limit: 5 })).items).toMatchObject([{ id, mayDecide: true }]);
		expect(company.actions.dispatches.length).toBe(before);
		expect(await decideRunbookRun(second, id, { decision: "approved", reason: "go on" })).toEqual({
			status: "requested",
		});
		await ended(id, "succeeded");
		const run = await getRunbookRun(lead, id);
		expect(run).toMatchObject({ by: { login: "lucia" }, decidedBy: { login: "nuria" } });
		const request = await db().runRequest.findFirstOrThrow({ where: { run: { id: run.run?.id ?? "" } } });
		expect(request).toMatchObject({ operates: true, actor: { login: "lucia" } });
		await expect(decideRunbookRun(second, id, { decision: "rejected" })).rejects.toMatchObject({
			code: "already-decided",
		});
	});

	it("starts nothing when it is rejected, withdrawn, run out, or when the runbook has been changed since", async () => {
		const { id: runbookId } = await careful();
		const before = company.actions.dispatches.length;
		const ask = async () => (await askRunbook(developer, runbookId, asked("staging"))).id;
		const rejected = await ask();
		await decideRunbookRun(lead, rejected, { decision: "rejected", reason: "not now" });
		const withdrawn = await ask();
		await expect(decideRunbookRun(lead, withdrawn, { decision: "withdrawn" })).rejects.toMatchObject({
			code: "forbidden.not-your-request",
		});
		await decideRunbookRun(developer, withdrawn, { decision: "withdrawn" });
		const late = await ask();
		await db().runbookRun.update({ where: { id: late }, data: { expiresAt: new Date(Date.now() - 1_000) } });
		await expect(decideRunbookRun(lead, late, { decision: "approved" })).rejects.toMatchObject({
			code: "approval-expired",
		});
		await expireOld();
		const changed = await ask();
		await changeRunbook(lead, runbookId, company.rules({ approval: true, ref: "other" }));
		await expect(decideRunbookRun(lead, changed, { decision: "approved" })).rejects.toMatchObject({
			code: "runbook.changed",
		});
		await decideRunbookRun(developer, changed, { decision: "withdrawn" });
		const otherInputs = await ask();
		const inputs = { ...company.rules().inputs, reason: { kind: "text" as const, text: "all of it" } };
		await changeRunbook(lead, runbookId, company.rules({ approval: true, ref: "other", inputs }));
		await expect(decideRunbookRun(lead, otherInputs, { decision: "approved" })).rejects.toMatchObject({
			code: "runbook.changed",
		});
		const rows = await db().runbookRun.findMany({ where: { runbookId }, orderBy: { requestedAt: "asc" } });
		expect(rows.map(({ status }) => status)).toEqual(["rejected", "withdrawn", "expired", "withdrawn", "waiting"]);
		expect(company.actions.dispatches.length).toBe(before);
	});

	it("tells no secret that somebody gave to an input, neither on screens nor in the audit", async () => {
		const secret = "ghp_0123456789abcdefghij0123";
		const inputs = { ...company.rules().inputs, reason: { kind: "ask" as const } };
		const { id: runbookId } = await addRunbook(lead, "cart", company.rules({ inputs }));
		const given = { environment: "staging", inputs: { scope: "carts", reason: secret }, reason };
		const { id } = await askRunbook(developer, runbookId, given);
		await ended(id, "succeeded");
		expect(company.actions.dispatches.at(-1)).toMatchObject({ reason: secret });
		const run = await getRunbookRun(developer, id);
		expect(run.inputs).toMatchObject({ scope: "carts", reason: "[redacted]" });
		expect(textOf(await db().auditEntry.findMany())).not.toContain(secret);
		expect(textOf(await db().loopEvent.findMany())).not.toContain(secret);
	});
});
