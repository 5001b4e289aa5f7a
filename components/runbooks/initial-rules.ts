import type { RunbookFact, RunbookInput, RunbookRow, RunbookRules } from "#server/incidents/runbooks/schema.ts";
import type { WorkflowForm } from "#server/pipelines/schema.ts";

/** What an input is called where it means something that Lazo knows. */
const names: Record<RunbookFact, RegExp> = {
	environment: /^(environment|env|stage|target)$/i,
	service: /^(service|component|app|application)$/i,
	incident: /^(incident|incident[-_]?(id|number))$/i,
	reason: /^(reason|why|comment)$/i,
	requester: /^(requester|requested[-_]?by|user|login)$/i,
};
export const facts = Object.keys(names) as RunbookFact[];

/** What goes into a workflow's inputs as their names suggest; all else is asked. */
export const initialInputs = ({ inputs }: WorkflowForm): Record<string, RunbookInput> =>
	Object.fromEntries(
		(inputs ?? []).map(({ name }): [string, RunbookInput] => {
			const fact = facts.find((one) => names[one].test(name));
			return [name, fact ? { kind: "fact", fact } : { kind: "ask" }];
		}),
	);

/** The rules of a runbook that stands, or of a new one for a workflow. */
export function initialRules(runbook: RunbookRow | null, first: WorkflowForm, environments: string[]): RunbookRules {
	if (!runbook)
		return {
			...{ title: "", description: "", workflowId: first.id, ref: first.defaultBranch, environments },
			...{ inputs: initialInputs(first), approval: false, approvalHours: 4 },
		};
	const { title, description, workflow, ref, inputs, approval, approvalHours } = runbook;
	return {
		...{ title, description, workflowId: workflow?.id ?? first.id, ref, inputs, approval, approvalHours },
		environments: runbook.environments.map(({ name }) => name),
	};
}
