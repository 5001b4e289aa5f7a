import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { freePorts } from "../../scripts/free-ports.ts";
import { writeFaults } from "../faults.ts";
import { debianProgram } from "../programs/debian-program.ts";

const base = await freePorts();
const program = await debianProgram({ package: "docker-registry", binary: "usr/bin/docker-registry" });

const runShape = z.object({
	id: z.number(),
	status: z.string(),
	conclusion: z.string().nullable(),
	head_branch: z.string(),
});
const runsShape = z.object({ workflow_runs: z.array(runShape) });
const jobsShape = z.object({
	jobs: z.array(
		z.object({ id: z.number(), name: z.string(), conclusion: z.string().nullable(), started_at: z.string() }),
	),
});
const releaseShape = z.array(
	z.object({ service: z.string(), version: z.string(), commit: z.string(), digest: z.string(), behaviour: z.string() }),
);

describe.skipIf(!program)("the sandbox's GitHub (skipped only where docker-registry cannot be had)", () => {
	const dataDir = mkdtempSync(join(tmpdir(), "github-test-"));
	const port = base;
	const web = `http://127.0.0.1:${port + 2}`;
	const lazo = `http://127.0.0.1:${port + 9}`;
	const api = `${web}/api/v3/repos/almena/checkout`;
	const events: string[] = [];
	const listener = createServer((request, response) => {
		events.push(String(request.headers["x-github-event"]));
		response.writeHead(204).end();
	});
	let registry: ChildProcess;
	let github: ChildProcess;

	const start = async (part: string, speed: string) => {
		const args = [join(import.meta.dirname, "..", part, "main.ts"), "--data", dataDir, "--port", `${port}`];
		const child = spawn(process.execPath, [...args, "--lazo-url", lazo], {
			stdio: ["pipe", "pipe", "inherit"],
			env: { ...process.env, ACTIONS_SPEED: speed },
		});
		await new Promise<void>((resolve, reject) => {
			child.stdout?.once("data", () => resolve());
			child.once("exit", (code) => reject(new Error(`${part} ended with ${code} before it was ready`)));
		});
		return child;
	};
	const stop = async (child: ChildProcess | undefined) => {
		if (!child) return;
		const ended = new Promise((resolve) => child.once("exit", resolve));
		child.stdin?.end();
		await ended;
	};
	const token = () => readFileSync(join(dataDir, "secrets", "github-token"), "utf8");
	const ask = (url: string, body?: unknown) =>
		fetch(url, {
			method: body === undefined ? "GET" : "POST",
			headers: { authorization: `Bearer ${token()}` },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
	const dispatch = async (inputs: Record<string, string>) => {
		const body = { ref: "main", inputs, return_run_details: true };
		const answer = await (await ask(`${api}/actions/workflows/release.yml/dispatches`, body)).json();
		return z.object({ workflow_run_id: z.number() }).parse(answer).workflow_run_id;
	};
	const run = async (id: number) => runShape.parse(await (await ask(`${api}/actions/runs/${id}`)).json());
	const jobs = async (id: number) => jobsShape.parse(await (await ask(`${api}/actions/runs/${id}/jobs`)).json()).jobs;
	const inRegistry = (repository: string, reference: string) =>
		fetch(`http://127.0.0.1:${port}/v2/almena/${repository}/manifests/${reference}`, {
			headers: { accept: "application/vnd.oci.image.manifest.v1+json" },
		});

	beforeAll(async () => {
		listener.listen(port + 9, "127.0.0.1");
		registry = await start("registry", "1");
		github = await start("github", "20");
	}, 180_000);

	afterAll(async () => {
		await stop(github);
		await stop(registry);
		listener.close();
		rmSync(dataDir, { recursive: true, force: true });
	});

	it("has released every version it lists, but for the one whose image is lost", async () => {
		const releases = releaseShape.parse(JSON.parse(readFileSync(join(dataDir, "github", "releases.json"), "utf8")));
		for (const { service, digest, behaviour } of releases) {
			expect((await inRegistry(service, digest)).status).toBe(behaviour === "missing" ? 404 : 200);
		}
		expect(releases.filter((release) => release.behaviour !== "good")).toHaveLength(5);
	});

	it("builds a dispatched release, names the digest in the log and tags the commit", async () => {
		const id = await dispatch({ version: "7.0.0" });
		await expect.poll(async () => (await run(id)).status, { timeout: 15_000 }).toBe("completed");
		expect((await run(id)).conclusion).toBe("success");
		const image = (await jobs(id)).find((job) => job.name === "image");
		const log = await (await ask(`${api}/actions/jobs/${image?.id}/logs`)).text();
		const digest = log.match(/digest: (sha256:[0-9a-f]{64})/)?.[1] ?? "";
		expect((await inRegistry("checkout", "7.0.0")).headers.get("docker-content-digest")).toBe(digest);
		expect((await ask(`${api}/commits/v7.0.0`)).status).toBe(200);
	});

	it("takes a push with the token only, and fails its tests where service.json says so", async () => {
		const folder = join(dataDir, "clone");
		const git = (...args: string[]) => execFileSync("git", ["-C", folder, ...args], { stdio: "pipe", timeout: 10_000 });
		execFileSync("git", ["clone", "--quiet", `${web}/almena/checkout.git`, folder], { timeout: 10_000 });
		const file = join(folder, "service.json");
		writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), failsTests: true }));
		git("-c", "user.name=Ana Ruiz", "-c", "user.email=ana@almena.example", "commit", "-qam", "PAY-136: count carts");
		const url = (password: string) => `http://ana:${password}@127.0.0.1:${port + 2}/almena/checkout.git`;
		expect(() => git("push", "--quiet", url("wrong"), "HEAD:PAY-136-metrics")).toThrow();
		git("push", "--quiet", url(token()), "HEAD:PAY-136-metrics");
		const runs = async () => {
			const answer = await ask(`${api}/actions/runs?branch=PAY-136-metrics&event=push`);
			return runsShape.parse(await answer.json()).workflow_runs.map((one) => one.conclusion);
		};
		await expect.poll(runs, { timeout: 10_000 }).toEqual(["failure"]);
		const [{ id } = { id: 0 }] = runsShape.parse(
			await (await ask(`${api}/actions/runs?event=push`)).json(),
		).workflow_runs;
		await ask(`${api}/actions/runs/${id}/rerun-failed-jobs`, {});
		await expect.poll(async () => (await run(id)).status, { timeout: 10_000 }).toBe("completed");
		const [kept] = await jobs(id);
		const [first] = jobsShape.parse(await (await ask(`${api}/actions/runs/${id}/attempts/1/jobs`)).json()).jobs;
		expect([kept?.name, kept?.conclusion, kept?.started_at]).toEqual(["build", "success", first?.started_at]);
		await expect.poll(() => events).toEqual(expect.arrayContaining(["push", "create", "workflow_run", "workflow_job"]));
	});

	it("releases a bad version once for the fault, and again after it was mended", async () => {
		const tagged = async (version: string) =>
			(await ask(`${web}/api/v3/repos/almena/shipping/git/ref/tags/v${version}`)).status;
		writeFaults(dataDir, [{ fault: "bad-version", target: "shipping" }]);
		await expect.poll(() => tagged("2.1.8"), { timeout: 10_000 }).toBe(200);
		const file = await (await ask(`${web}/api/v3/repos/almena/shipping/contents/service.json?ref=v2.1.8`)).json();
		const { content } = z.object({ content: z.string() }).parse(file);
		expect(JSON.parse(Buffer.from(content, "base64").toString())).toMatchObject({ errorRate: 0.35 });
		writeFaults(dataDir, []);
		const struck = () => JSON.parse(readFileSync(join(dataDir, "github", "state.json"), "utf8")).struckServices;
		await expect.poll(struck, { timeout: 5000 }).toEqual([]);
		writeFaults(dataDir, [{ fault: "bad-version", target: "shipping" }]);
		await expect.poll(() => tagged("2.1.9"), { timeout: 10_000 }).toBe(200);
		writeFaults(dataDir, []);
	});

	it("is gone while that fault lasts, and comes back", async () => {
		const answers = () =>
			ask(`${web}/api/v3/meta`).then(
				(response) => response.status,
				() => "gone",
			);
		writeFaults(dataDir, [{ fault: "github-gone", target: "" }]);
		await expect.poll(answers, { timeout: 5000 }).toBe("gone");
		writeFaults(dataDir, []);
		await expect.poll(answers, { timeout: 5000 }).toBe(200);
	});

	it("drops webhooks while they are lost, for ever", async () => {
		writeFaults(dataDir, [{ fault: "lost-webhook", target: "" }]);
		await vi.waitFor(
			async () => {
				events.length = 0;
				const id = await dispatch({ version: "7.0.1", "run-tests": "false" });
				await expect.poll(async () => (await run(id)).status, { timeout: 10_000 }).toBe("completed");
				expect(events).toEqual([]);
			},
			{ timeout: 15_000 },
		);
		writeFaults(dataDir, []);
	});

	it("remembers everything over a restart, and ends a run that was interrupted as failed", async () => {
		await stop(github);
		github = await start("github", "1");
		const id = await dispatch({ version: "7.0.2" });
		await expect.poll(async () => (await run(id)).status).toBe("in_progress");
		await stop(github);
		github = await start("github", "20");
		expect(await run(id)).toMatchObject({ status: "completed", conclusion: "failure" });
		expect((await ask(`${api}/commits/v7.0.0`)).status).toBe(200);
	});
});
