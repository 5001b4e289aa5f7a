import { services } from "../company/company.ts";
import { runbookFiles } from "../github/seed/runbook-files.ts";
import type { HistoryRunbook } from "./history-format.ts";

const shared = {
	environment: { kind: "fact", fact: "environment" },
	reason: { kind: "fact", fact: "reason" },
} as const;

const kinds: Record<string, Omit<HistoryRunbook, "service" | "workflow">> = {
	".github/workflows/flush-cache.yml": {
		title: "Flush the cache",
		description: "Drops cached prices, carts or sessions. Answers are slower for some minutes, then right again.",
		ref: "main",
		environments: ["staging", "production"],
		inputs: { ...shared, scope: { kind: "ask" }, "dry-run": { kind: "ask" } },
		approval: false,
		approvalHours: 4,
	},
	".github/workflows/reindex-search.yml": {
		title: "Reindex search",
		description:
			"Builds an index anew beside the one that answers, then points the alias at it. Somebody else has to agree, since it loads the database.",
		ref: "main",
		environments: ["staging", "production"],
		inputs: { ...shared, index: { kind: "ask" }, "batch-size": { kind: "ask" } },
		approval: true,
		approvalHours: 4,
	},
};

/** What the company's services can be helped with by a button; drops need nobody else, an index needs a second person. */
export const companyRunbooks = (): HistoryRunbook[] =>
	services.flatMap(({ name: service }) =>
		Object.keys(runbookFiles(service)).flatMap((workflow) => {
			const runbook = kinds[workflow];
			return runbook ? [{ service, workflow, ...runbook }] : [];
		}),
	);
