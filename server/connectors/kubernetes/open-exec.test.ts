import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { KubeConfig } from "@kubernetes/client-node";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { type Cluster, openCluster } from "./cluster.ts";
import { type ExecEnd, openExec } from "./open-exec.ts";

const servers: Server[] = [];
const clusters: Cluster[] = [];
afterEach(async () => {
	for (const cluster of clusters.splice(0)) await cluster.close();
	for (const server of servers.splice(0)) {
		server.closeAllConnections();
		server.close();
	}
});

type Upgrade = { path: string; authorization: string; protocol: string };

/** An API server that answers every request for an upgrade by hand. */
async function serve(answer: (peer: WebSocket) => void, refusal?: { status: number; text: string }) {
	const asked: Upgrade[] = [];
	const sockets = new WebSocketServer({ noServer: true });
	const server = createServer().on("upgrade", (request, socket, head) => {
		const { authorization = "", "sec-websocket-protocol": protocol = "" } = request.headers;
		asked.push({ path: request.url ?? "", authorization, protocol });
		if (!refusal) return sockets.handleUpgrade(request, socket, head, answer);
		const { status, text } = refusal;
		socket.end(
			`HTTP/1.1 ${status} No\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
		);
	});
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const kubeConfig = new KubeConfig();
	kubeConfig.loadFromClusterAndUser(
		{ name: "c", server: url, skipTLSVerify: true },
		{ name: "c", token: "secret-token" },
	);
	const cluster = await openCluster("c", { name: "c", url, kubeConfig });
	clusters.push(cluster);
	return { cluster, asked };
}

const place = { namespace: "staging", pod: "checkout-1", container: "app", command: ["sh", "-c", "a && b"] };
async function open(cluster: Cluster) {
	const printed: string[] = [];
	const ends: ExecEnd[] = [];
	const ears = { onOutput: (bytes: Buffer) => printed.push(bytes.toString()), onEnd: (end: ExecEnd) => ends.push(end) };
	const exec = await openExec(cluster, place, ears);
	return { exec, printed, ends };
}
const message = (channel: number, said: string) => Buffer.concat([Buffer.from([channel]), Buffer.from(said)]);

describe("openExec", () => {
	it("asks for a terminal with the cluster's credential, and loses nothing that comes with the first answer", async () => {
		const { cluster, asked } = await serve((peer) => {
			peer.send(message(1, ""));
			peer.send(message(1, "hello"));
			peer.send(message(3, JSON.stringify({ status: "Success" })));
			peer.close();
		});
		const { printed, ends } = await open(cluster);
		await vi.waitFor(() => expect(ends).toEqual([{ kind: "exited", code: 0 }]), 10_000);
		expect(printed).toEqual(["hello"]);
		expect(asked).toEqual([
			{
				path: "/api/v1/namespaces/staging/pods/checkout-1/exec?container=app&stdin=true&stdout=true&tty=true&command=sh&command=-c&command=a+%26%26+b",
				authorization: "Bearer secret-token",
				protocol: "v4.channel.k8s.io",
			},
		]);
	});

	it("sends what is typed and the size of the window on their channels", async () => {
		const heard: string[] = [];
		const { cluster } = await serve((peer) => peer.on("message", (data: Buffer) => heard.push(data.toString())));
		const { exec, ends } = await open(cluster);
		await exec.write(Buffer.from("ls\r"));
		exec.resize(120, 40);
		await vi.waitFor(() => expect(heard).toEqual(["\u0000ls\r", '\u0004{"Width":120,"Height":40}']), 10_000);
		exec.close();
		await vi.waitFor(() => expect(ends).toEqual([{ kind: "broken" }]), 10_000);
		await expect(exec.write(Buffer.from("x"))).rejects.toThrow("closed");
	});

	it.each([
		[
			{ status: "Failure", details: { causes: [{ reason: "ExitCode", message: "3" }] } },
			{ kind: "exited", code: 3 },
		],
		[
			{ status: "Failure", message: "no sh" },
			{ kind: "failed", said: "no sh" },
		],
		["no JSON at all", { kind: "failed", said: "" }],
	])("tells of the last word %j how it ended", async (status, end) => {
		const { cluster } = await serve((peer) => {
			peer.send(message(3, typeof status === "string" ? status : JSON.stringify(status)));
			peer.close();
		});
		const { ends } = await open(cluster);
		await vi.waitFor(() => expect(ends).toEqual([end]), 10_000);
	});

	it("names the verb and the resource that the cluster's account lacks", async () => {
		const text = JSON.stringify({
			message: 'pods "checkout-1" is forbidden: User "lazo" cannot create resource "pods/exec" in API group ""',
		});
		const { cluster } = await serve(() => {}, { status: 403, text });
		await expect(open(cluster)).rejects.toMatchObject({
			...{ code: "forbidden", verb: "create", resource: "pods/exec", status: 403 },
			message: expect.stringContaining('may not "create" pods/exec'),
		});
	});

	it("keeps the words of a kubelet that refuses in plain text, and says of nothing at all that it does not answer", async () => {
		const { cluster } = await serve(() => {}, { status: 500, text: 'container not found ("app")' });
		await expect(open(cluster)).rejects.toMatchObject({ code: "server-error", message: 'container not found ("app")' });
		servers[0]?.close();
		await expect(open(cluster)).rejects.toMatchObject({ code: "unreachable" });
	});
});
