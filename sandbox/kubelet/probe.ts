import { Agent, get } from "node:http";
import { listenAddress } from "./pod-network.ts";
import type { Container, Probe } from "./pod-types.ts";
import { nextProbeState } from "./probe-state.ts";

const agent = new Agent({ keepAlive: true, maxSockets: 2, timeout: 60_000 });

export type ProbeTarget = { container: Container; podIP: string; probe: Probe };

export type ProbeWatch = {
	/** What is held for true before the first answer: no readiness, but liveness. */
	initially: boolean;
	onFailure: (message: string) => void;
	onFlip: (passing: boolean) => void;
};

/** Asks the container again and again, and tells when the answer flips. Returns how to stop. */
export function watchProbe(target: ProbeTarget, watch: ProbeWatch): () => void {
	const { probe } = target;
	let state = { passing: watch.initially, against: 0 };
	let stopped = false;
	const ask = async () => {
		const failure = await askOnce(target);
		if (stopped) return;
		const before = state.passing;
		state = nextProbeState(state, failure === null, probe);
		if (failure !== null) watch.onFailure(failure);
		if (state.passing !== before) watch.onFlip(state.passing);
		if (!stopped) timer = setTimeout(ask, probe.periodSeconds * 1000);
	};
	// A real kubelet waits up to one period; half a second is enough for the start time of most services.
	let timer = setTimeout(ask, probe.initialDelaySeconds * 1000 + 500);
	return () => {
		stopped = true;
		clearTimeout(timer);
	};
}

/** `null` when the probe passes, else why not, in the words of a kubelet. */
function askOnce({ container, podIP, probe }: ProbeTarget): Promise<string | null> {
	const action = probe.httpGet;
	if (!action) return Promise.resolve("this kubelet knows httpGet probes only");
	const port =
		typeof action.port === "number"
			? action.port
			: (container.ports.find((entry) => entry.name === action.port)?.containerPort ?? Number(action.port));
	if (!Number.isInteger(port)) return Promise.resolve(`couldn't find port: ${action.port}`);
	const url = `http://${podIP}:${port}${action.path}`;
	return new Promise((resolve) => {
		const request = get({ host: listenAddress(podIP), port, path: action.path, agent }, (response) => {
			response.resume();
			response.on("end", () => {
				clearTimeout(timeout);
				const code = response.statusCode ?? 0;
				resolve(code >= 200 && code < 400 ? null : `HTTP probe failed with statuscode: ${code}`);
			});
		});
		const timeout = setTimeout(() => {
			resolve(`Get "${url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`);
			request.destroy();
		}, probe.timeoutSeconds * 1000);
		request.on("error", (error) => {
			clearTimeout(timeout);
			const refused = "code" in error && error.code === "ECONNREFUSED";
			resolve(`Get "${url}": ${refused ? `dial tcp ${podIP}:${port}: connect: connection refused` : error.message}`);
		});
	});
}
