import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { claimDataFolder, readClaim } from "./claim-data-folder.ts";
import { writeLazoEnv } from "./lazo-env.ts";
import { renameContext } from "./real-control-plane.ts";
import { refuseBusyPorts } from "./refuse-busy-ports.ts";
import { sandboxOptions } from "./sandbox-options.ts";

let dataDir: string;
beforeEach(() => {
	dataDir = mkdtempSync(join(tmpdir(), "supervisor-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe("refuseBusyPorts", () => {
	it("names the port, what it was wanted for and who holds it", async () => {
		const holder = createServer().listen(0, "127.0.0.1");
		await once(holder, "listening");
		const address = holder.address();
		const port = typeof address === "object" && address ? address.port : 0;
		await expect(refuseBusyPorts({ Prometheus: port })).rejects.toThrow(
			new RegExp(`port ${port}, wanted for Prometheus, is in use by .*\\(process ${process.pid}\\)`),
		);
		holder.close();
		await once(holder, "close");
		await expect(refuseBusyPorts({ Prometheus: port })).resolves.toBeUndefined();
	});
});

describe("claimDataFolder", () => {
	it("keeps a folder to the port that its images carry", () => {
		claimDataFolder({ dataDir, port: 5400, controlPlane: "sandbox" });
		expect(readClaim(dataDir)).toMatchObject({ pid: process.pid, port: 5400 });
		expect(() => claimDataFolder({ dataDir, port: 5500, controlPlane: "sandbox" })).toThrow("use --port 5400");
	});

	it("takes over from a sandbox that is no more", () => {
		writeFileSync(
			join(dataDir, "sandbox.json"),
			JSON.stringify({ pid: 2 ** 22 + 1, port: 5400, controlPlane: "sandbox" }),
		);
		expect(readClaim(dataDir)?.running).toBe(false);
		claimDataFolder({ dataDir, port: 5400, controlPlane: "sandbox" });
		expect(readClaim(dataDir)?.pid).toBe(process.pid);
	});
});

describe("lazo.env", () => {
	it("tells the same secrets at every start, to the owner only", () => {
		const file = writeLazoEnv(dataDir, 5400);
		const first = readFileSync(file, "utf8");
		expect(writeLazoEnv(dataDir, 5400)).toBe(file);
		expect(readFileSync(file, "utf8")).toBe(first);
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(first).toContain("GITHUB_API_URL=http://127.0.0.1:5402/api/v3\n");
		expect(first).toMatch(/^ALERTMANAGER_WEBHOOK_SECRET=[\w-]{43}$/m);
	});
});

describe("renameContext", () => {
	it("gives the company's name to the cluster and the current context, and drops the others", () => {
		const kubeconfig = `
apiVersion: v1
kind: Config
current-context: admin
clusters: [{name: local, cluster: {server: "https://127.0.0.1:5420"}}]
contexts: [{name: admin, context: {cluster: local, user: admin}}, {name: node, context: {cluster: local, user: node}}]
users: [{name: admin, user: {token: abc}}]
`;
		expect(parse(renameContext(kubeconfig, "harbor"))).toMatchObject({
			"current-context": "harbor",
			clusters: [{ name: "harbor", cluster: { server: "https://127.0.0.1:5420" } }],
			contexts: [{ name: "harbor", context: { cluster: "harbor", user: "admin" } }],
			users: [{ name: "admin" }],
		});
	});
});

describe("sandboxOptions", () => {
	it.each([
		[["--port", "80"], "--port 80 is not a port"],
		[["--control-plane", "kind"], "neither sandbox nor real"],
		[["--lazo-url", "nowhere"], "--lazo-url nowhere is not a URL"],
		[["--colour"], "--colour"],
	])("refuses %j", (args, message) => {
		expect(() => sandboxOptions(["--data", dataDir, ...args])).toThrow(message);
	});
});
