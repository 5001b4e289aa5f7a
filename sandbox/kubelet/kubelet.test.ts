import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePorts } from "../../scripts/free-ports.ts";
import { writeFaults } from "../faults.ts";
import { ApiClient, ApiError, patchTypes } from "../kubernetes-client/api-client.ts";
import { readKubeconfig } from "../kubernetes-client/kubeconfig.ts";
import { debianProgram } from "../programs/debian-program.ts";
import { pushImage } from "../registry/push-image.ts";
import { listenAddress } from "./pod-network.ts";
import { type Pod, podSchema } from "./pod-types.ts";

const base = await freePorts();
const program = await debianProgram({ package: "docker-registry", binary: "usr/bin/docker-registry" });

describe.skipIf(!program)("a kubelet (skipped only where docker-registry cannot be had)", { timeout: 30_000 }, () => {
	const dataDir = mkdtempSync(join(tmpdir(), "kubelet-test-"));
	const port = base;
	const registry = `127.0.0.1:${port}`;
	const parts: ChildProcess[] = [];
	let kubelet: ChildProcess;
	let client: ApiClient;

	const start = async (part: string) => {
		const main = join(import.meta.dirname, "..", part, "main.ts");
		const child = spawn(process.execPath, [main, "--data", dataDir, "--port", String(port)], {
			stdio: ["pipe", "pipe", "inherit"],
		});
		parts.push(child);
		await new Promise((resolve) => child.stdout?.once("data", resolve));
		return child;
	};
	const push = (version: string, behaviour: Record<string, unknown>) =>
		pushImage({
			registryUrl: `http://${registry}`,
			repository: "almena/checkout",
			tags: [version],
			serviceJson: JSON.stringify({ service: "checkout", version, latencyMs: 1, ...behaviour }),
			labels: {},
		});
	const run = (name: string, image: string, node = "harbor-1") =>
		client.request({
			method: "POST",
			path: "/api/v1/namespaces/default/pods",
			body: {
				metadata: { name },
				spec: {
					nodeName: node,
					containers: [
						{
							name: "app",
							image: `${registry}/almena/checkout${image}`,
							ports: [{ containerPort: 8080 }],
							readinessProbe: { httpGet: { path: "/readyz", port: 8080 }, periodSeconds: 1 },
						},
					],
				},
			},
		});
	const path = (name: string) => `/api/v1/namespaces/default/pods/${name}`;
	const read = async (name: string) => podSchema.parse(await client.request({ method: "GET", path: path(name) }));
	const app = (pod: Pod) => pod.status.containerStatuses[0];
	const isReady = (pod: Pod) =>
		pod.status.conditions.some((entry) => entry.type === "Ready" && entry.status === "True");
	const log = async (name: string, query = "") => {
		const lines: string[] = [];
		for await (const line of client.lines(`${path(name)}/log?container=app${query}`, AbortSignal.timeout(5000))) {
			lines.push(JSON.stringify(line));
		}
		return lines.join("\n");
	};

	async function until(name: string, holds: (pod: Pod) => boolean): Promise<Pod> {
		for (;;) {
			const pod = await read(name);
			if (holds(pod)) return pod;
			await sleep(50);
		}
	}

	beforeAll(async () => {
		await Promise.all([start("registry"), start("kubernetes")]);
		client = new ApiClient(readKubeconfig(join(dataDir, "kubeconfig")));
		kubelet = await start("kubelet");
	}, 120_000);

	afterAll(async () => {
		await client.close();
		const ended = parts.map(
			(part) => part.exitCode ?? part.signalCode ?? new Promise((resolve) => part.once("exit", resolve)),
		);
		for (const part of parts) part.stdin?.end();
		await Promise.all(ended);
		rmSync(dataDir, { recursive: true, force: true });
	});

	it("runs the image that was pushed, reports its digest, and serves its log", async () => {
		const { digest } = await push("1.0.0", {});
		await run("good", `@${digest}`);
		const pod = await until("good", isReady);
		expect(app(pod)?.imageID).toBe(`${registry}/almena/checkout@${digest}`);
		const answer = await fetch(`http://${listenAddress(pod.status.podIP ?? "")}:8080/api/checkout/7`);
		expect(await answer.json()).toMatchObject({ service: "checkout", pod: "good" });
		expect(await log("good")).toContain("request completed");
	});

	it("restarts a crashing container with back-off, and keeps the log of the run before", async () => {
		await push("1.1.0", { crashAfterMs: 50 });
		await run("crashing", ":1.1.0");
		const pod = await until("crashing", (pod) => app(pod)?.state.waiting?.reason === "CrashLoopBackOff");
		expect(app(pod)).toMatchObject({ restartCount: 1, lastState: { terminated: { exitCode: 1, reason: "Error" } } });
		expect(app(pod)?.state.waiting?.message).toContain("back-off 2s restarting failed container=app");
		expect(await log("crashing", "&previous=true")).toContain("fatal");
	});

	it("says that an image is missing, and has no log of what never ran", async () => {
		await run("missing", ":9.9.9");
		const pod = await until("missing", (pod) => app(pod)?.state.waiting?.reason === "ImagePullBackOff");
		expect(pod.status.phase).toBe("Pending");
		expect(app(pod)?.state.waiting?.message).toContain(`${registry}/almena/checkout:9.9.9: not found`);
		const refusal = await log("missing").catch((error: unknown) => error);
		expect(refusal).toBeInstanceOf(ApiError);
		expect(String(refusal)).toContain("is waiting to start: trying and failing to pull image");
	});

	it("after a kill brings its pods back at the same address and counts the restart", async () => {
		const before = await read("good");
		kubelet.kill("SIGKILL");
		kubelet = await start("kubelet");
		const after = await until("good", (pod) => isReady(pod) && app(pod)?.restartCount === 1);
		expect(after.status.podIP).toBe(before.status.podIP);
		expect(app(after)?.lastState.terminated).toMatchObject({ exitCode: 255, reason: "Unknown" });
	});

	it("stops the processes of a dead node without a word, and starts them again when it is mended", async () => {
		await run("elsewhere", ":1.0.0", "harbor-2");
		const url = `http://${listenAddress((await until("elsewhere", isReady)).status.podIP ?? "")}:8080/healthz`;
		writeFaults(dataDir, [{ fault: "dead-node", target: "harbor-2" }]);
		await expect.poll(() => fetch(url).catch(() => "gone"), { timeout: 10_000 }).toBe("gone");
		expect(app(await read("elsewhere"))?.state.running).toBeDefined();
		expect(isReady(await read("good"))).toBe(true);
		writeFaults(dataDir, []);
		await until("elsewhere", (pod) => isReady(pod) && app(pod)?.restartCount === 1);
	});

	it("says again that node and pod are ready when somebody else says that they are not", async () => {
		const say = async (what: string, status: string) => {
			const condition = { type: "Ready", status, lastTransitionTime: "2020-01-01T00:00:00Z" };
			const body = { status: { conditions: [condition] } };
			const patch = { method: "PATCH", path: `${what}/status`, body, contentType: patchTypes.strategic } as const;
			expect(JSON.stringify(await client.request(patch))).toContain("2020-01-01T00:00:00Z");
		};
		await until("good", isReady);
		await say(path("good"), "False");
		const pod = await until("good", isReady);
		const ready = pod.status.conditions.find(({ type }) => type === "Ready");
		expect(ready?.lastTransitionTime).not.toBe("2020-01-01T00:00:00Z");
		await say("/api/v1/nodes/harbor-1", "Unknown");
		const node = async () => JSON.stringify(await client.request({ method: "GET", path: "/api/v1/nodes/harbor-1" }));
		await expect.poll(node, { timeout: 15_000 }).not.toContain("Unknown");
		await until("good", isReady);
	});

	it("ends a deleted pod gracefully and then takes it out of the API", async () => {
		const { status } = await read("good");
		await client.request({ method: "DELETE", path: path("good") });
		await expect
			.poll(() => read("good").catch((error: unknown) => error), { timeout: 10_000 })
			.toBeInstanceOf(ApiError);
		await expect(fetch(`http://${listenAddress(status.podIP ?? "")}:8080/`)).rejects.toThrow();
	});
});
