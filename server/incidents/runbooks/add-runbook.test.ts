import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { makePerson } from "#server/deployments/testing/place.ts";
import { type Actor, automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { startRunbookCompany } from "../testing/runbook-company.ts";
import { addRunbook } from "./add-runbook.ts";
import { removeRunbook } from "./change-runbook.ts";
import { listRunbooks } from "./list-runbooks.ts";
import type { RunbookRules } from "./schema.ts";

let company: Awaited<ReturnType<typeof startRunbookCompany>>;
let developer: Actor;
let lead: Actor;
let viewer: Actor;
let stranger: Actor;

beforeAll(async () => {
	company = await startRunbookCompany(async () => "success", "");
	({ developer, lead } = company);
	viewer = await makePerson("marta", (await makeTeam("storefront")).teamId, "viewer");
	stranger = await makePerson("pablo", (await makeTeam("fulfilment")).teamId);
});
afterAll(() => company?.stop());

describe("addRunbook", () => {
	it("is refused to who may not configure the service", async () => {
		await expect(addRunbook(developer, "cart", company.rules())).rejects.toMatchObject({ status: 403 });
		await expect(addRunbook(stranger, "cart", company.rules())).rejects.toMatchObject({ status: 403 });
		await expect(addRunbook(automation("incidents"), "cart", company.rules())).rejects.toMatchObject({ status: 403 });
	});

	it("refuses what the workflow would not take, and a choice of environments that changes nothing", async () => {
		const without = { scope: { kind: "ask" } } as const;
		const one = { environments: ["staging"] };
		const add = (change: Partial<RunbookRules>) => addRunbook(lead, "cart", company.rules(change));
		await expect(add({ ...one, inputs: without })).rejects.toMatchObject({ code: "run.missing-input" });
		await expect(add({ inputs: without })).rejects.toMatchObject({ code: "runbook.environment-unused" });
		const { inputs } = company.rules();
		const wrong = { ...inputs, scope: { kind: "text", text: "everything" } } as const;
		await expect(add({ inputs: wrong })).rejects.toMatchObject({ code: "run.bad-input" });
		await expect(add({ inputs: { ...inputs, colour: { kind: "ask" } } })).rejects.toMatchObject({
			code: "run.unknown-input",
		});
		await expect(add({ environments: ["nowhere"] })).rejects.toMatchObject({ status: 404 });
	});

	it("refuses a workflow of another service's repository", async () => {
		const theirs = await makeService("ledger", company.teamId);
		const annotations = { "github.com/project-slug": "almena/ledger" };
		await db().entity.update({ where: { id: theirs }, data: { annotations } });
		await expect(addRunbook(lead, "ledger", company.rules({ environments: ["staging"] }))).rejects.toMatchObject({
			code: "runbook.other-repository",
		});
	});

	it("keeps it with an audit line, and shows its form to whoever may run it", async () => {
		const { id } = await addRunbook(lead, "cart", company.rules());
		const { items, mayAdd } = await listRunbooks(developer, "cart");
		expect(mayAdd).toBe(false);
		expect(items).toMatchObject([
			{
				...{ id, title: "Flush the cache", problem: null, mayConfigure: false, latest: null },
				fields: [{ name: "scope", options: ["carts", "all"] }],
				environments: [
					{ name: "staging", mayRun: true },
					{ name: "production", production: true, mayRun: true },
				],
			},
		]);
		expect((await listRunbooks(viewer, "cart")).items[0]?.environments).toMatchObject([
			{ mayRun: false },
			{ mayRun: false },
		]);
		const line = await db().auditEntry.findFirstOrThrow({ where: { action: "runbook.configure", outcome: "done" } });
		expect(line).toMatchObject({
			subjectId: id,
			after: { title: "Flush the cache", workflowId: company.rules().workflowId },
		});
		await removeRunbook(lead, id);
		expect((await listRunbooks(developer, "cart")).items).toEqual([]);
	});
});
