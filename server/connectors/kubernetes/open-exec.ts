import { setTimeout as sleep } from "node:timers/promises";
import type { WebSocket } from "ws";
import { z } from "zod";
import type { Cluster } from "./cluster.ts";
import { objectPath } from "./resources.ts";
import { labelName } from "./schema.ts";

export type ExecAsked = { namespace: string; pod: string; container: string; command: readonly string[] };
/** How it ended: by itself, because the cluster could not run it, or because the connection broke. */
export type ExecEnd = { kind: "exited"; code: number } | { kind: "failed"; said: string } | { kind: "broken" };
/** `onEnd` comes once, after the last output. */
export type ExecEars = { onOutput: (bytes: Buffer) => void; onEnd: (end: ExecEnd) => void };

/** A process on a terminal in a container. */
export type Exec = {
	/** Resolves when the bytes have left. Throws when the connection is broken. */
	write: (bytes: Buffer) => Promise<void>;
	resize: (columns: number, rows: number) => void;
	/** Holds the output back at its source, or lets it flow again. */
	hold: (held: boolean) => void;
	close: () => void;
};

/** The version that an API server passes on to the kubelet as it is (k8s.io/kubelet/pkg/cri/streaming/remotecommand). */
const protocol = "v4.channel.k8s.io";
const channel = { stdin: 0, stdout: 1, stderr: 2, status: 3, size: 4 };
const beatMs = 10_000;
const goneMs = 30_000;

/**
 * Starts a command on a terminal in a running container. Names must be RFC 1123. Throws KubernetesError when the cluster
 * refuses; that the container has no such program is only told by `onEnd`.
 */
export async function openExec(cluster: Cluster, asked: ExecAsked, ears: ExecEars): Promise<Exec> {
	const { namespace, pod, container, command } = asked;
	const query = new URLSearchParams({
		container: labelName.parse(container),
		stdin: "true",
		stdout: "true",
		tty: "true",
	});
	for (const word of command) query.append("command", word);
	const path = `${objectPath({ kind: "Pod", namespace, name: pod })}/exec?${query}`;
	const socket = await cluster.connect({ verb: "create", resource: "pods/exec", path, protocol });
	let held = false;
	listen(socket, ears);
	void watchOver(socket, () => held);
	socket.resume();
	return {
		write: (bytes) => sendTo(socket, channel.stdin, bytes),
		resize: (Width, Height) =>
			void sendTo(socket, channel.size, Buffer.from(JSON.stringify({ Width, Height }))).catch(() => {}),
		hold: (hold) => {
			held = hold;
			if (socket.readyState !== socket.OPEN) return;
			if (hold) socket.pause();
			else socket.resume();
		},
		close: () => socket.terminate(),
	};
}

function listen(socket: WebSocket, { onOutput, onEnd }: ExecEars): void {
	let end: ExecEnd = { kind: "broken" };
	socket.on("message", (data: Buffer) => {
		const said = data.subarray(1);
		if (data[0] === channel.status) end = readStatus(said.toString("utf8"));
		else if ((data[0] === channel.stdout || data[0] === channel.stderr) && said.length > 0) onOutput(said);
	});
	socket.once("close", () => onEnd(end));
}

/** A half-open connection says nothing for ever, so it is asked. One that is held back cannot answer. */
async function watchOver(socket: WebSocket, isHeld: () => boolean): Promise<void> {
	let heardAt = Date.now();
	const hear = () => {
		heardAt = Date.now();
	};
	socket.on("message", hear).on("pong", hear);
	while (socket.readyState === socket.OPEN) {
		if (isHeld()) hear();
		if (Date.now() - heardAt > goneMs) return socket.terminate();
		socket.ping();
		await sleep(beatMs, undefined, { ref: false });
	}
}

function sendTo(socket: WebSocket, number: number, bytes: Buffer): Promise<void> {
	return new Promise((resolve, reject) => {
		if (socket.readyState !== socket.OPEN) return reject(new Error("The connection to the container is closed."));
		socket.send(Buffer.concat([Buffer.from([number]), bytes]), (error) => (error ? reject(error) : resolve()));
	});
}

const statusSchema = z.object({
	status: z.string(),
	message: z.string().max(20_000).catch(""),
	details: z
		.object({ causes: z.array(z.object({ reason: z.string().catch(""), message: z.string().catch("") })) })
		.optional()
		.catch(undefined),
});

/** The last word of an exec: a `Status` whose causes hold the exit code. */
function readStatus(text: string): ExecEnd {
	try {
		const { status, message, details } = statusSchema.parse(JSON.parse(text));
		if (status === "Success") return { kind: "exited", code: 0 };
		const code = Number(details?.causes.find(({ reason }) => reason === "ExitCode")?.message);
		return Number.isInteger(code) ? { kind: "exited", code } : { kind: "failed", said: message.slice(0, 1_000) };
	} catch {
		return { kind: "failed", said: "" };
	}
}
