import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runKubectl } from "./run-kubectl.ts";

const folder = mkdtempSync(join(tmpdir(), "kubectl-"));
const kubeconfig = join(folder, "kubeconfig");
const asked: { method: string; url: string; body: string }[] = [];
/** Looks at the Deployment until it has rolled out. */
let looks = 0;
let server: Server;
const never = new AbortController().signal;

beforeAll(async () => {
	server = createServer(async (request, response) => {
		let body = "";
		for await (const chunk of request) body += chunk;
		asked.push({ method: request.method ?? "", url: request.url ?? "", body });
		looks -= 1;
		const ready = looks <= 0 ? 2 : 1;
		const status = { observedGeneration: 4, replicas: 2, updatedReplicas: 2, availableReplicas: ready };
		response.end(JSON.stringify({ metadata: { generation: 4 }, spec: { replicas: 2 }, status }));
	}).listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const config = {
		"current-context": "c",
		clusters: [{ name: "c", cluster: { server: address } }],
		users: [{ name: "u", user: {} }],
		contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
	};
	writeFileSync(kubeconfig, JSON.stringify(config));
});
afterAll(() => {
	server.close();
	rmSync(folder, { recursive: true });
});

describe("runKubectl", () => {
	it("sets the image of one container and leaves the rest of the Deployment alone", async () => {
		const command = "kubectl --namespace staging set image deployment/orders app=registry/orders@sha256:1";
		expect(await runKubectl(kubeconfig, command, never)).toEqual({
			code: 0,
			lines: ["deployment.apps/orders image updated"],
		});
		expect(asked.at(-1)).toMatchObject({
			method: "PATCH",
			url: "/apis/apps/v1/namespaces/staging/deployments/orders?fieldManager=kubectl-set",
			body: JSON.stringify({
				spec: { template: { spec: { containers: [{ name: "app", image: "registry/orders@sha256:1" }] } } },
			}),
		});
	});

	it("waits until every pod is new and available", async () => {
		looks = 2;
		const command = "kubectl --namespace staging rollout status deployment/orders --timeout=5s";
		const { code, lines } = await runKubectl(kubeconfig, command, never);
		expect(code).toBe(0);
		expect(lines).toEqual([
			expect.stringContaining("1 of 2 updated replicas are available"),
			'deployment "orders" successfully rolled out',
		]);
	});

	it("fails when patience ends, and for a command that it does not know", async () => {
		looks = 1_000;
		const command = "kubectl --namespace staging rollout status deployment/orders --timeout=1s";
		expect(await runKubectl(kubeconfig, command, never)).toMatchObject({ code: 1 });
		expect(await runKubectl(kubeconfig, "kubectl delete namespace staging", never)).toMatchObject({ code: 1 });
	});
});
