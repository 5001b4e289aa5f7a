import type { GitopsWay, InputFact, InputValue, WorkflowWay } from "#server/deployments/ways/schema.ts";
import type { WorkflowForm } from "#server/pipelines/schema.ts";

/** What an input is called where it means a fact of a deployment. */
const names: Record<InputFact, RegExp> = {
	environment: /^(environment|env|stage|target)$/i,
	service: /^(service|component|app|application)$/i,
	image: /^(image|image[-_]?ref)$/i,
	digest: /^(digest|image[-_]?digest)$/i,
	repository: /^(repository|image[-_]?repository|image[-_]?name)$/i,
	version: /^(version|tag|image[-_]?tag)$/i,
	commit: /^(commit|sha|revision|git[-_]?sha)$/i,
	deployment: /^(deployment|deployment[-_]?id)$/i,
};
export const facts = Object.keys(names) as InputFact[];

/** The way by an environment repository, still to be filled in. */
export const initialGitopsWay: GitopsWay = {
	...{ kind: "gitops", repository: "", branch: "main", path: "", image: null },
	...{ by: "commit", follow: null, minutes: 30 },
};

/** The way by a workflow, its inputs filled as their names suggest. */
export function initialWay({ id, defaultBranch, inputs }: WorkflowForm): WorkflowWay {
	const mapped = (inputs ?? []).flatMap(({ name }): [string, InputValue][] => {
		const fact = facts.find((one) => names[one].test(name));
		return fact ? [[name, { fact }]] : [];
	});
	return {
		...{ kind: "workflow", workflowId: id, ref: defaultBranch, inputs: Object.fromEntries(mapped) },
		...{ minutes: 30, rollback: "patch" },
	};
}
