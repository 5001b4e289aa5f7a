import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { pushImage } from "../../sandbox/registry/push-image.ts";
import { type JoinedCluster, startJoinedCluster } from "./join-sandbox-kubelet.ts";

const run = promisify(execFile);
const port = 17_443;
const stateDir = mkdtempSync(path.join(tmpdir(), "kubelet-joins-"));
const nodes = ["harbor-1", "harbor-2"];
let cluster: JoinedCluster;
let programs = "";
let good = "";
let better = "";

beforeAll(async () => {
	cluster = await startJoinedCluster({ stateDir, port, nodes });
	programs = (await run(path.join(import.meta.dirname, "build"))).stdout.trim();
	good = await push("1.0.0", null);
	better = await push("1.1.0", null);
});
afterAll(async () => {
	await cluster?.stop();
	rmSync(stateDir, { recursive: true, force: true });
});

test("its nodes become Ready, each with its own certificate", async () => {
	await vi.waitFor(async () => expect(await readyNodes()).toEqual(nodes), { timeout: 20_000, interval: 250 });
});

test("a Deployment of a pushed image rolls out, and its pods report the digest that runs", async () => {
	await kubectl("create", "deployment", "checkout", `--image=${imageOf(good)}`, "--replicas=3", "--port=8080");
	await rolledOut();
	expect(await runningImages()).toEqual([imageOf(good)]);
});

test("kubectl reads a pod's log through the API server", async () => {
	await vi.waitFor(async () => expect(await kubectl("logs", "deployment/checkout")).toContain("1.0.0"), 10_000);
});

test("a new image replaces the old one, and rollout undo brings the old one back", async () => {
	await kubectl("set", "image", "deployment/checkout", `*=${imageOf(better)}`);
	await rolledOut();
	await vi.waitFor(async () => expect(await runningImages()).toEqual([imageOf(better)]), 20_000);

	await kubectl("rollout", "undo", "deployment/checkout");
	await rolledOut();
	await vi.waitFor(async () => expect(await runningImages()).toEqual([imageOf(good)]), 20_000);
});

test("an image that crashes is restarted with growing pauses, and tells why in its previous log", async () => {
	const bad = await push("1.2.0", 500);
	await kubectl("set", "image", "deployment/checkout", `*=${imageOf(bad)}`);
	const crashing = await vi.waitFor(
		async () => {
			const found = (await containers()).find(({ image, restarts }) => image === imageOf(bad) && restarts >= 2);
			expect(found?.waiting).toBe("CrashLoopBackOff");
			return found;
		},
		{ timeout: 40_000, interval: 250 },
	);
	expect(await kubectl("logs", "--previous", crashing?.pod ?? "")).toContain("fatal");
});

test("a kubelet that dies without a word leaves NotReady nodes behind", async () => {
	cluster.killKubelet();
	await vi.waitFor(async () => expect(await readyNodes()).toEqual([]), { timeout: 40_000, interval: 500 });
});

const imageOf = (digest: string) => `${new URL(cluster.registryUrl).host}/almena/checkout@${digest}`;

async function push(version: string, crashAfterMs: number | null): Promise<string> {
	const behaviour = { service: "checkout", version, errorRate: 0, latencyMs: 5, crashAfterMs, startMs: 100 };
	const image = await pushImage({
		registryUrl: cluster.registryUrl,
		repository: "almena/checkout",
		tags: [version],
		serviceJson: JSON.stringify({ ...behaviour, database: null, calls: [] }),
		labels: { "org.opencontainers.image.version": version },
	});
	return image.digest;
}

async function kubectl(...parameters: string[]): Promise<string> {
	const file = path.join(programs, "kubectl");
	const { stdout } = await run(file, ["--kubeconfig", cluster.kubeconfigFile, ...parameters], { timeout: 50_000 });
	return stdout;
}

const rolledOut = () => kubectl("rollout", "status", "deployment/checkout", "--timeout=40s");

async function readyNodes(): Promise<string[]> {
	const template = '{range .items[*]}{.metadata.name} {.status.conditions[?(@.type=="Ready")].status}{"\\n"}{end}';
	const lines = (await kubectl("get", "nodes", "-o", `jsonpath=${template}`)).trim().split("\n");
	return lines.flatMap((line) => (line.endsWith(" True") ? [line.slice(0, -5)] : []));
}

async function runningImages(): Promise<string[]> {
	const template = '{range .items[*]}{.status.containerStatuses[0].imageID}{"\\n"}{end}';
	return [...new Set((await kubectl("get", "pods", "-o", `jsonpath=${template}`)).trim().split("\n"))];
}

async function containers() {
	const status = ".status.containerStatuses[0]";
	const columns = [
		".metadata.name",
		".spec.containers[0].image",
		`${status}.restartCount`,
		`${status}.state.waiting.reason`,
	];
	const template = `{range .items[*]}${columns.map((column) => `{${column}}`).join(",")}{"\\n"}{end}`;
	const lines = (await kubectl("get", "pods", "-o", `jsonpath=${template}`)).trim().split("\n");
	return lines.map((line) => {
		const [pod = "", image = "", restarts = "", waiting = ""] = line.split(",");
		return { pod, image, restarts: Number(restarts), waiting };
	});
}
