import { apiQuery } from "#components/api/query.ts";
import type { Home } from "#server/views/home/schema.ts";

/** What needs me now, and the sprints of my teams. */
export const homeQuery = () =>
	apiQuery<Home>("/home", [
		"incidents",
		"deployments",
		"runs",
		"artifacts",
		"items",
		"sprints",
		"threads",
		"approvals",
		"runbook-runs",
	]);
