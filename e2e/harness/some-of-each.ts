import { z } from "zod";
import type { ApiSession } from "./api-session.ts";
import { pastImported } from "./past-imported.ts";
import { somePreview } from "./some-preview.ts";
import { until } from "./until.ts";

const list = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
const withId = list(z.object({ id: z.string() }));

/**
 * The address of every page, with one thing of each kind behind the pages of things. Waits until the past of the sandbox's
 * company has been read, so that no page is empty.
 */
export async function someOfEach(api: ApiSession): Promise<Record<string, string>> {
	const first = <T extends z.ZodType>(path: string, item: T) =>
		until(`something in ${path}`, async () => (await api.get(path, list(item))).items[0], {
			seconds: 240,
			everyMs: 1_000,
		});
	await pastImported(api);
	const incident = await first("/incidents?service=checkout", z.object({ id: z.string() }));
	const deployment = await first("/deployments?service=checkout", z.object({ id: z.string() }));
	const run = await first("/runs?service=checkout", z.object({ id: z.string(), headSha: z.string() }));
	const artifact = await first("/services/checkout/artifacts", z.object({ digest: z.string() }));
	const item = await first("/items?team=payments", z.object({ key: z.string() }));
	const runbookRun = await someRunbookRun(api);
	const sprint = (await api.get("/teams/payments/sprints", withId)).items[0];
	return {
		home: "/",
		catalog: "/catalog",
		service: "/services/checkout",
		"runs of a service": "/services/checkout?tab=runs",
		"versions of a service": "/services/checkout?tab=artifacts",
		"deployments of a service": "/services/checkout?tab=deployments",
		"pods of a service": "/services/checkout?tab=workloads",
		"configuration of a service": "/services/checkout?tab=configuration",
		"logs of a service": "/services/checkout?tab=logs",
		"runbooks of a service": "/services/checkout?tab=runbooks",
		"run of a runbook": `/runbook-runs/${runbookRun}`,
		"rules of a service": "/services/checkout?tab=rules",
		board: "/planning?team=payments",
		items: "/planning/items?team=payments",
		item: `/items/${item.key}`,
		sprints: "/planning/sprints?team=payments",
		sprint: `/planning/sprints/${sprint?.id}`,
		backlog: "/backlog",
		team: "/teams/payments",
		pipelines: "/pipelines",
		run: `/runs/${run.id}`,
		commit: `/commits/${run.headSha}`,
		version: `/artifacts/${artifact.digest}`,
		deployments: "/deployments",
		"what runs where": "/deployments?view=grid",
		previews: "/deployments?tab=previews",
		preview: `/previews/${await somePreview(api)}`,
		deployment: `/deployments/${deployment.id}`,
		incidents: "/incidents",
		incident: `/incidents/${incident.id}`,
		metrics: "/metrics?service=checkout&environment=production",
		threads: "/thread",
		"thread of an item": `/thread/item/${item.key}`,
		"thread of an incident": `/thread/incident/${incident.id}`,
		connections: "/settings/connections",
		access: "/settings/access",
		environments: "/settings/environments",
		walls: "/settings/walls",
		audit: "/settings/audit",
		"description of the API": "/api/docs",
		"nothing at this address": "/there-is-no-such-page",
	};
}

/** A run of a runbook that only counts; one that somebody asked for before will do. */
async function someRunbookRun(api: ApiSession): Promise<string> {
	const runbook = await until("a runbook", async () => (await api.get("/services/checkout/runbooks", withId)).items[0]);
	const inputs = { scope: "prices", "dry-run": "true" };
	const asked = { environment: "staging", inputs, reason: "to have one" };
	return until("a run of a runbook", async () => {
		const known = (await api.get("/runbook-runs?service=checkout", withId)).items[0];
		// Another file may ask for it at this moment; the next look finds it.
		if (!known) await api.post(`/runbooks/${runbook.id}/runs`, asked, z.unknown()).catch(() => undefined);
		return known?.id;
	});
}
