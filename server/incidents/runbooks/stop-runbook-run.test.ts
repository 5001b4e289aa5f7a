import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openGitHub } from "#server/connectors/github/open-github.ts";
import { makeTeam } from "#server/deployments/testing/company.ts";
import { makePerson } from "#server/deployments/testing/place.ts";
import { db } from "#server/platform/database.ts";
import { startJobs } from "#server/platform/jobs.ts";
import { startRunbookCompany } from "../testing/runbook-company.ts";
import { addRunbook } from "./add-runbook.ts";
import { askRunbook } from "./ask-runbook.ts";
import { getRunbookRun } from "./get-runbook-run.ts";
import { stopRunbookQueue } from "./queue.ts";
import { carryOutStop, stopRunbookRun } from "./stop-runbook-run.ts";

let company: Awaited<ReturnType<typeof startRunbookCompany>>;

beforeAll(async () => {
	// Such a run goes on until it is cancelled.
	company = await startRunbookCompany(() => new Promise(() => {}), "dropping keys\n");
	await (await startJobs(true)).createQueue(stopRunbookQueue.name);
});
afterAll(() => company?.stop());

const soon = { timeout: 15_000, interval: 100 };

it("ends the workflow run for who may run it, and keeps what it wrote until then", async () => {
	const { developer, lead, rules } = company;
	const { id: runbookId } = await addRunbook(lead, "cart", rules());
	const asked = { environment: "staging", inputs: { scope: "carts" }, reason: "carts answer slowly" };
	const { id } = await askRunbook(developer, runbookId, asked);
	await vi.waitFor(async () => expect((await getRunbookRun(developer, id)).status).toBe("running"), soon);
	const stranger = await makePerson("pablo", (await makeTeam("fulfilment")).teamId);
	await expect(stopRunbookRun(stranger, id)).rejects.toMatchObject({ status: 403 });
	expect(await getRunbookRun(stranger, id)).toMatchObject({ mayStop: false });
	await stopRunbookRun(developer, id);
	await carryOutStop(openGitHub, id);
	await carryOutStop(openGitHub, id);
	await vi.waitFor(async () => expect((await getRunbookRun(developer, id)).finishedAt).not.toBeNull(), soon);
	const run = await getRunbookRun(developer, id);
	expect(run).toMatchObject({ status: "failed", conclusion: "cancelled", mayStop: false });
	expect(run.output?.[0]?.lines).toEqual([{ kind: "plain", text: "dropping keys" }]);
	await expect(stopRunbookRun(developer, id)).rejects.toMatchObject({ code: "runbook.not-under-way" });
	const told = await db().loopEvent.findMany({ where: { subjectId: id }, orderBy: { recordedAt: "asc" } });
	expect(told.map(({ type }) => type)).toContain("runbook.stopped");
});

it("withdraws one that GitHub was not asked for yet", async () => {
	const { lead, rules } = company;
	const { id: runbookId } = await addRunbook(lead, "cart", rules({ approval: true }));
	const asked = { environment: "staging", inputs: { scope: "carts" }, reason: "carts answer slowly" };
	const { id } = await askRunbook(lead, runbookId, asked);
	await expect(stopRunbookRun(lead, id)).rejects.toMatchObject({ code: "runbook.not-under-way" });
	const workflow = await db().workflow.findFirstOrThrow();
	const about = { workflowId: workflow.id, ref: "main", inputs: {}, actor: {}, status: "requested" };
	const { id: runRequestId } = await db().runRequest.create({ data: about });
	await db().runbookRun.update({ where: { id }, data: { status: "requested", runRequestId } });
	const before = company.actions.dispatches.length;
	await carryOutStop(openGitHub, id);
	await vi.waitFor(async () => expect((await getRunbookRun(lead, id)).finishedAt).not.toBeNull(), soon);
	expect(await getRunbookRun(lead, id)).toMatchObject({ status: "failed", failure: { code: "run.withdrawn" } });
	expect(company.actions.dispatches.length).toBe(before);
});
