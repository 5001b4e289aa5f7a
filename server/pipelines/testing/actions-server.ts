import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

/** What a run does with its inputs; its conclusion is what it answers. It runs until then. */
export type Work = (inputs: Record<string, string>) => Promise<"success" | "failure">;

type Run = { id: number; status: "in_progress" | "completed"; conclusion: string | null; createdAt: string };
const bodySchema = z.object({ inputs: z.record(z.string(), z.string()) });

/**
 * A GitHub with one workflow that can be dispatched, on a free port: enough of the API to start runs and to read them. A run has
 * one job when there is a log for it. For tests.
 */
export async function startActions(work: Work, jobLog: string | null = null) {
	const runs: Run[] = [];
	const dispatches: Record<string, string>[] = [];
	const dispatch = (inputs: Record<string, string>) => {
		const run: Run = {
			id: 1_000 + runs.length,
			status: "in_progress",
			conclusion: null,
			createdAt: new Date().toISOString(),
		};
		runs.push(run);
		dispatches.push(inputs);
		work(inputs).then((conclusion) => {
			if (run.status === "in_progress") Object.assign(run, { status: "completed", conclusion });
		});
		return { workflow_run_id: run.id };
	};
	const server = createServer(async (request, response) => {
		const body = await read(request);
		const path = new URL(request.url ?? "/", "http://git.test").pathname;
		const [status, answer] =
			request.method === "POST" && path.endsWith("/cancel")
				? ([202, cancel(path, runs)] as const)
				: request.method === "POST"
					? ([200, dispatch(bodySchema.parse(JSON.parse(body)).inputs)] as const)
					: answerRead(path, { runs, jobLog });
		if (status === 302) return void response.writeHead(302, { location: `http://${request.headers.host}/_logs` }).end();
		const type = typeof answer === "string" ? "text/plain" : "application/json";
		response
			.writeHead(status, { "content-type": type })
			.end(typeof answer === "string" ? answer : JSON.stringify(answer));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		/** The inputs of every dispatch, in order. */
		dispatches,
		stop: () =>
			new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

async function read(request: IncomingMessage): Promise<string> {
	let text = "";
	for await (const chunk of request) text += chunk;
	return text;
}

function cancel(path: string, runs: Run[]): object {
	const run = runs.find(({ id }) => path.includes(`/runs/${id}/`));
	if (run?.status === "in_progress") Object.assign(run, { status: "completed", conclusion: "cancelled" });
	return {};
}

type Kept = { runs: Run[]; jobLog: string | null };

function answerRead(path: string, { runs, jobLog }: Kept): readonly [number, unknown] {
	if (path === "/_logs") return [200, jobLog ?? ""];
	if (path.endsWith("/logs")) return [302, null];
	if (path.endsWith("/jobs")) {
		const of = runs.find(({ id }) => path.includes(`/runs/${id}/`));
		const jobs = of && jobLog !== null ? [jobJson(of)] : [];
		return [200, { total_count: jobs.length, jobs }];
	}
	if (path.endsWith("/commits")) return [200, []];
	const run = runs.find(({ id }) => path.endsWith(`/runs/${id}`));
	return run ? [200, runJson(run)] : [404, { message: "Not Found" }];
}

const jobJson = ({ id, status, conclusion, createdAt }: Run) => ({
	...{ id: id + 5_000, run_id: id, run_attempt: 1, name: "act", status, conclusion, started_at: createdAt },
	completed_at: status === "completed" ? new Date().toISOString() : null,
	...{ html_url: null, steps: [] },
});

const runJson = ({ id, status, conclusion, createdAt }: Run) => ({
	...{ id, status, conclusion, name: "deploy", display_title: "deploy", head_branch: "main", head_sha: "a".repeat(40) },
	...{ run_number: id - 999, run_attempt: 1, event: "workflow_dispatch", workflow_id: 7 },
	...{ html_url: `http://git.test/runs/${id}`, created_at: createdAt, run_started_at: createdAt },
	updated_at: new Date().toISOString(),
});
