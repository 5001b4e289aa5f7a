import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { z } from "zod";
import type { ContainerRunner } from "./container-runner.ts";
import { ExecProcess } from "./exec-process.ts";

/** Each message is one channel's: its number in the first byte, then what was said. */
const protocol = "v4.channel.k8s.io";
const channel = { stdin: 0, stdout: 1, stderr: 2, status: 3, size: 4 };
const mostWaiting = 256 * 1024;
const sizeSchema = z.object({ Width: z.int().min(1).max(10_000), Height: z.int().min(1).max(10_000) });

const server = new WebSocketServer({
	...{ noServer: true, perMessageDeflate: false, maxPayload: 1024 * 1024 },
	handleProtocols: (offered) => (offered.has(protocol) ? protocol : false),
});

type Exec = { runner: ContainerRunner; query: URLSearchParams };
type Upgrade = { request: IncomingMessage; socket: Duplex; head: Buffer };

/** Answers `/exec/…?command=…&input=1&output=1&tty=1`, upgraded to a WebSocket, with a process of its own in the container. */
export function serveExec({ runner, query }: Exec, { request, socket, head }: Upgrade): void {
	const offered = String(request.headers["sec-websocket-protocol"] ?? "").split(/, */);
	const { running } = runner;
	if (!offered.includes(protocol) || !running) {
		const none = `container not found (${JSON.stringify(runner.container.name)})`;
		refuseUpgrade(socket, running ? 400 : 500, running ? `only ${protocol} is spoken here` : none);
		return;
	}
	const command = query.getAll("command");
	server.handleUpgrade(request, socket, head, (peer) => {
		// Tells the client that the other end is there.
		peer.send(framed(channel.stdout, Buffer.alloc(0)));
		try {
			attach(peer, { ...running, command, tty: query.get("tty") === "1" });
		} catch (error) {
			const said = `error executing command in container: ${error instanceof Error ? error.message : String(error)}`;
			finish(peer, {
				...{ status: "Failure", reason: "InternalError", code: 500, message: `Internal error occurred: ${said}` },
				details: { causes: [{ message: said }] },
			});
		}
	});
}

type Attached = NonNullable<ContainerRunner["running"]> & { command: string[]; tty: boolean };

function attach(peer: WebSocket, { command, tty, root, environment, exited }: Attached): void {
	const process = new ExecProcess(
		{ command, tty, root, environment },
		{
			onOutput: (from, bytes) => {
				if (peer.readyState !== peer.OPEN) return;
				peer.send(framed(channel[from], bytes), () => peer.bufferedAmount < mostWaiting / 2 && process.hold(false));
				if (peer.bufferedAmount > mostWaiting) process.hold(true);
			},
		},
	);
	peer.on("message", (data: Buffer) => {
		const said = data.subarray(1);
		if (data[0] === channel.stdin) process.write(said);
		if (data[0] === channel.size) resize(process, said);
	});
	peer.on("error", () => {});
	peer.on("close", () => process.kill());
	// Nothing in a container outlives its first process.
	void exited.then(() => process.kill());
	void process.exited.then((code) => finish(peer, statusOf(code)));
}

function resize(process: ExecProcess, said: Buffer): void {
	const size = sizeSchema.safeParse(parseJson(said));
	if (size.success) void process.resize(size.data.Width, size.data.Height);
}

function parseJson(said: Buffer): unknown {
	try {
		return JSON.parse(said.toString("utf8"));
	} catch {
		return null;
	}
}

function statusOf(code: number): object {
	if (code === 0) return { status: "Success" };
	return {
		...{ status: "Failure", reason: "NonZeroExitCode" },
		message: `command terminated with non-zero exit code: exit status ${code}`,
		details: { causes: [{ reason: "ExitCode", message: String(code) }] },
	};
}

function finish(peer: WebSocket, status: object): void {
	if (peer.readyState !== peer.OPEN) return;
	peer.send(framed(channel.status, Buffer.from(JSON.stringify({ metadata: {}, ...status }))));
	peer.close(1000);
}

const framed = (number: number, bytes: Buffer) => Buffer.concat([Buffer.from([number]), bytes]);

/** Answers a request for an upgrade as if it had been none. */
export function refuseUpgrade(socket: Duplex, status: number, text: string): void {
	const head = [`HTTP/1.1 ${status} Refused`, "content-type: text/plain; charset=utf-8", "connection: close"];
	socket.end(`${[...head, `content-length: ${Buffer.byteLength(text)}`].join("\r\n")}\r\n\r\n${text}`);
}
