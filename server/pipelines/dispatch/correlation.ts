import type { WorkflowInput } from "../schema.ts";

const name = /^lazo[-_]request$/;

/** The input that a workflow declares to carry the id of Lazo's request, for its `run-name`; null when it has none. */
export const correlationInput = (declared: readonly WorkflowInput[]): string | null =>
	declared.find((input) => name.test(input.name) && input.type === "string")?.name ?? null;

/** The inputs that people fill in. */
export const inputsForPeople = (declared: readonly WorkflowInput[]): WorkflowInput[] =>
	declared.filter((input) => input.name !== correlationInput(declared));

type Titled = { name?: string | null | undefined; display_title?: string | null | undefined };

/** Whether a run's title carries the id of a request. */
export const carriesRequest = (run: Titled, requestId: string): boolean =>
	[run.name, run.display_title].some((title) => title?.includes(requestId));
