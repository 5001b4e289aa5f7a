import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { makePerson, makePlaces } from "#server/deployments/testing/place.ts";
import { startActions, type Work } from "#server/pipelines/testing/actions-server.ts";
import { pipelinesWorker } from "#server/pipelines/worker.ts";
import { db } from "#server/platform/database.ts";
import { startJobs, stopJobs } from "#server/platform/jobs.ts";
import { createTestDatabase } from "#server/platform/testing/database.ts";
import type { RunbookRules } from "../runbooks/schema.ts";
import { tickRunbooks } from "../runbooks/tick-runbooks.ts";

const slug = "almena/cart";

/**
 * The service "cart" of the team "payments" in staging and production, a GitHub with its workflow "flush-cache", and the worker's
 * part on both. `work` says what a run does, `log` what its job writes. For tests.
 */
export async function startRunbookCompany(work: Work, log: string) {
	process.env.GITHUB_TOKEN = "t";
	const database = await createTestDatabase("worker");
	const actions = await startActions(work, log);
	await startJobs(true);
	const stopPipelines = await pipelinesWorker.start({ handlers: new Map(), address: "http://127.0.0.1:1" });
	const ticking = new AbortController();
	const ticked = tickRunbooks(ticking.signal);
	const { teamId, developer } = await makeTeam("payments");
	const lead = await makePerson("lucia", teamId, "lead");
	const serviceId = await makeService("cart", teamId);
	const environments = await makePlaces("cart", ["staging", "production"]);
	const idOf = (environment: string) => environments.get(environment) ?? "";
	return {
		...{ actions, teamId, developer, lead, serviceId, idOf },
		rules: rulesOf(await makeWorkflow(serviceId, actions.url)),
		stop: async () => {
			ticking.abort();
			await ticked;
			await stopPipelines();
			await stopJobs();
			await actions.stop();
			await database.drop();
		},
	};
}

async function makeWorkflow(serviceId: string, url: string): Promise<string> {
	await db().entity.update({ where: { id: serviceId }, data: { annotations: { "github.com/project-slug": slug } } });
	await db().connection.create({ data: { kind: "github", name: "almena", url, source: "configuration" } });
	const observedAt = new Date();
	const repository = await db().repository.create({
		data: { slug, url: `${url}/${slug}`, externalId: 1n, defaultBranch: "main", observedAt },
	});
	const text = { type: "string", description: null, default: null, options: [] };
	const inputs = [
		{ ...text, name: "environment", required: true },
		{ ...text, name: "scope", type: "choice", required: true, options: ["carts", "all"] },
		{ ...text, name: "reason", required: false },
	];
	const about = {
		repositoryId: repository.id,
		externalId: 7n,
		name: "flush-cache",
		path: ".github/workflows/flush.yml",
	};
	return (await db().workflow.create({ data: { ...about, state: "active", inputs, observedAt } })).id;
}

/** Rules that the workflow takes, with a change. */
const rulesOf =
	(workflowId: string) =>
	(change: Partial<RunbookRules> = {}): RunbookRules => ({
		...{ title: "Flush the cache", description: "Carts are read again from the database.", workflowId, ref: "main" },
		...{ environments: ["staging", "production"], approval: false, approvalHours: 4 },
		inputs: {
			environment: { kind: "fact", fact: "environment" },
			scope: { kind: "ask" },
			reason: { kind: "fact", fact: "reason" },
		},
		...change,
	});
