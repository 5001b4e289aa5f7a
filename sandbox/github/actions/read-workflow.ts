import { parse } from "yaml";
import { z } from "zod";
import { runGit } from "../git/run-git.ts";

const oneOrMany = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const inputSchema = z.object({
	type: z.enum(["string", "choice", "boolean", "number", "environment"]).default("string"),
	required: z.boolean().default(false),
	default: z.union([z.string(), z.boolean(), z.number()]).optional(),
	options: z.array(z.string()).default([]),
});
export type WorkflowInput = z.infer<typeof inputSchema>;

const stepSchema = z.object({ name: z.string().optional(), uses: z.string().optional(), run: z.string().optional() });

const workflowSchema = z.object({
	name: z.string(),
	on: z.object({
		push: z.object({ branches: z.array(z.string()).optional() }).optional(),
		workflow_dispatch: z.object({ inputs: z.record(z.string(), inputSchema).default({}) }).nullish(),
	}),
	jobs: z.record(
		z.string(),
		z.object({
			name: z.string().optional(),
			needs: oneOrMany.default([]),
			if: z.string().optional(),
			steps: z.array(stepSchema),
		}),
	),
});

/** A workflow file, as far as the sandbox understands it. */
export type Workflow = z.infer<typeof workflowSchema>;

/** Reads a workflow of a commit; null when the file is missing there or is no workflow. */
export async function readWorkflow(folder: string, sha: string, path: string): Promise<Workflow | null> {
	try {
		return workflowSchema.parse(parse(await runGit(folder, ["cat-file", "blob", `${sha}:${path}`])));
	} catch {
		return null;
	}
}

/** The paths of the workflow files of a commit. */
export async function listWorkflowFiles(folder: string, sha: string): Promise<string[]> {
	const output = await runGit(folder, ["ls-tree", "--name-only", "-z", sha, ".github/workflows/"]);
	return output.split("\0").filter((path) => /\.ya?ml$/.test(path));
}
