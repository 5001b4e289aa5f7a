import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { apiTime } from "./api-time.ts";
import { type BackOff, nextBackOff } from "./back-off.ts";
import { ContainerLog } from "./container-log.ts";
import { ContainerProcess, type Exit } from "./container-process.ts";
import type { EventRecorder, KubeletEvent } from "./event-recorder.ts";
import type { NodeContext } from "./node-context.ts";
import type { ContainerReport } from "./pod-status.ts";
import type { Container, ContainerState, Pod } from "./pod-types.ts";
import { LaunchError, type PreparedLaunch, prepareLaunch } from "./prepare-launch.ts";
import { watchProbe } from "./probe.ts";

export type RunnerContext = {
	node: NodeContext;
	events: EventRecorder;
	pod: () => Pod;
	podIP: string;
	logFolder: string;
	onChange: () => void;
};

/** Keeps one container of a pod running: pulls, starts, probes, restarts with back-off, and reports its state. */
export class ContainerRunner {
	readonly container: Container;
	readonly #context: RunnerContext;
	readonly #stop = new AbortController();
	#process: ContainerProcess | null = null;
	#running: { root: string; environment: Record<string, string>; exited: Promise<Exit> } | null = null;
	#report: ContainerReport;
	#nextRun: number;
	#backOff: BackOff | null = null;
	readonly #logs = new Map<number, ContainerLog>();

	constructor(container: Container, context: RunnerContext) {
		this.container = container;
		this.#context = context;
		const before = context.pod().status.containerStatuses.find((status) => status.name === container.name);
		const ranBefore = Boolean(before?.containerID);
		this.#nextRun = before && ranBefore ? before.restartCount + 1 : 0;
		this.#report = {
			name: container.name,
			image: container.image,
			imageID: before?.imageID ?? "",
			containerID: before?.containerID ?? "",
			state: { waiting: { reason: "ContainerCreating" } },
			lastState: lastStateAfterRestart(before?.state, before?.lastState),
			restartCount: before?.restartCount ?? 0,
			ready: false,
			started: false,
		};
	}

	get report(): ContainerReport {
		return this.#report;
	}

	/** What a further process in the container needs to know; null while it does not run. */
	get running() {
		return this.#running;
	}

	/** The log of a run, if this kubelet started it; others are read from their files. */
	log(run: number): ContainerLog | undefined {
		return this.#logs.get(run);
	}

	logFile(run: number): string {
		return join(this.#context.logFolder, this.container.name, `${run}.log`);
	}

	/** Runs until the container is stopped or has ended for good, as the pod's restart policy says. */
	async run(): Promise<void> {
		while (!this.#stop.signal.aborted) {
			const launch = await this.#prepare();
			if (!launch) return;
			const exit = await this.#runOnce(launch);
			const policy = this.#context.pod().spec.restartPolicy;
			const final = policy === "Never" || (policy === "OnFailure" && exit.exitCode === 0);
			if (this.#stop.signal.aborted || final) return;
			await this.#holdBack(exit);
		}
	}

	/** Ends the container for good, with SIGTERM first. */
	async stop(graceSeconds: number): Promise<void> {
		this.#stop.abort();
		if (!this.#process) return;
		this.#event({ type: "Normal", reason: "Killing", message: `Stopping container ${this.container.name}` });
		await this.#process.stop(graceSeconds);
	}

	/** Ends the container at once, as when its machine dies. */
	kill(): void {
		this.#stop.abort();
		this.#process?.kill();
	}

	async #prepare(): Promise<PreparedLaunch | null> {
		let backOff: BackOff | null = null;
		while (!this.#stop.signal.aborted) {
			try {
				const { pod, podIP, node } = this.#context;
				return await prepareLaunch(this.container, { pod: pod(), podIP, node, onEvent: (event) => this.#event(event) });
			} catch (error) {
				const failure = LaunchError.from(error);
				this.#event({
					type: "Warning",
					reason: "Failed",
					message: `Error: ${failure.reason === "ErrImagePull" ? failure.reason : failure.message}`,
				});
				this.#wait(failure.reason, failure.message);
				backOff = nextBackOff(backOff, Date.now(), this.#context.node.backOff);
				await this.#holdBackLaunch(failure, Math.max(backOff.delay, this.#context.node.backOff.initial));
			}
		}
		return null;
	}

	async #holdBackLaunch(failure: LaunchError, delay: number): Promise<void> {
		const visible = Math.min(delay / 2, 1000);
		await this.#sleep(visible);
		if (this.#stop.signal.aborted) return;
		if (failure.reason === "ErrImagePull") {
			const backingOff = `Back-off pulling image "${this.container.image}"`;
			this.#event({ type: "Normal", reason: "BackOff", message: backingOff });
			this.#event({ type: "Warning", reason: "Failed", message: "Error: ImagePullBackOff" });
			this.#wait("ImagePullBackOff", `${backingOff}: ErrImagePull: ${failure.message}`);
		}
		await this.#sleep(delay - visible);
	}

	async #runOnce(launch: PreparedLaunch): Promise<Exit> {
		const turn = await this.#context.node.starts.take();
		const run = this.#nextRun++;
		const log = new ContainerLog(this.logFile(run));
		this.#logs.set(run, log);
		this.#logs.delete(run - 2);
		const { node } = this.#context;
		const process = new ContainerProcess({
			root: launch.image.root,
			environment: launch.environment,
			parameters: launch.parameters,
			log,
			compileCache: node.compileCache,
		});
		let stopProbes = () => {};
		// A process that is still being loaded is not asked yet: an ordinary start makes no Unhealthy event.
		void process.settled().then(() => {
			turn();
			if (this.#process === process) stopProbes = this.#probe(process);
		});
		this.#process = process;
		this.#running = { root: launch.image.root, environment: launch.environment, exited: process.exited };
		if (this.#stop.signal.aborted) process.kill();
		this.#event({ type: "Normal", reason: "Created", message: `Created container: ${this.container.name}` });
		this.#event({ type: "Normal", reason: "Started", message: `Started container ${this.container.name}` });
		this.#set({
			imageID: launch.image.imageID,
			containerID: `containerd://${process.id}`,
			restartCount: run,
			state: { running: { startedAt: apiTime(process.startedAt) } },
			lastState: this.#report.state.terminated ? this.#report.state : this.#report.lastState,
			started: true,
			ready: !this.container.readinessProbe,
		});
		const exit = await process.exited;
		this.#process = null;
		this.#running = null;
		stopProbes();
		this.#set({ state: terminatedState(exit, this.#report.containerID), started: false, ready: false });
		return exit;
	}

	#probe(process: ContainerProcess): () => void {
		const { readinessProbe, livenessProbe } = this.container;
		const { podIP } = this.#context;
		const unhealthy = (kind: string) => (message: string) =>
			this.#event({ type: "Warning", reason: "Unhealthy", message: `${kind} probe failed: ${message}` });
		const stops: (() => void)[] = [];
		if (readinessProbe) {
			const onFlip = (ready: boolean) => this.#set({ ready });
			const watch = { initially: false, onFailure: unhealthy("Readiness"), onFlip };
			stops.push(watchProbe({ container: this.container, podIP, probe: readinessProbe }, watch));
		}
		if (livenessProbe) {
			const onFlip = (alive: boolean) => {
				if (alive) return;
				const message = `Container ${this.container.name} failed liveness probe, will be restarted`;
				this.#event({ type: "Normal", reason: "Killing", message });
				void process.stop(this.#context.pod().spec.terminationGracePeriodSeconds);
			};
			const watch = { initially: true, onFailure: unhealthy("Liveness"), onFlip };
			stops.push(watchProbe({ container: this.container, podIP, probe: livenessProbe }, watch));
		}
		return () => {
			for (const stop of stops) stop();
		};
	}

	/** Waits out the back-off of a container that ended; its last end is then its last state. */
	async #holdBack(exit: Exit): Promise<void> {
		this.#backOff = nextBackOff(this.#backOff, exit.finishedAt.getTime(), this.#context.node.backOff);
		if (this.#backOff.delay === 0) return;
		const { metadata } = this.#context.pod();
		const where = `${this.container.name} in pod ${metadata.name}_${metadata.namespace}(${metadata.uid})`;
		this.#event({ type: "Warning", reason: "BackOff", message: `Back-off restarting failed container ${where}` });
		this.#set({ lastState: this.#report.state });
		const words = `back-off ${this.#backOff.delay / 1000}s restarting failed container=${this.container.name}`;
		this.#wait("CrashLoopBackOff", `${words} pod=${metadata.name}_${metadata.namespace}(${metadata.uid})`);
		await this.#sleep(this.#backOff.delay);
	}

	async #sleep(milliseconds: number): Promise<void> {
		await sleep(milliseconds, undefined, { signal: this.#stop.signal }).catch(() => {});
	}

	#wait(reason: string, message: string): void {
		this.#set({ state: { waiting: { reason, message } } });
	}

	#set(change: Partial<ContainerReport>): void {
		this.#report = { ...this.#report, ...change };
		this.#context.onChange();
	}

	#event(event: KubeletEvent): void {
		const { name, namespace, uid } = this.#context.pod().metadata;
		this.#context.events.record({ kind: "Pod", name, namespace, uid, container: this.container.name }, event);
	}
}

function terminatedState(exit: Exit, containerID: string): ContainerState {
	return {
		terminated: {
			exitCode: exit.exitCode,
			reason: exit.exitCode === 0 ? "Completed" : "Error",
			startedAt: apiTime(exit.startedAt),
			finishedAt: apiTime(exit.finishedAt),
			containerID,
		},
	};
}

/** What became of a container that ran when the kubelet or its machine went away: nobody saw its end. */
function lastStateAfterRestart(state: ContainerState | undefined, last: ContainerState | undefined): ContainerState {
	if (state?.terminated) return state;
	if (!state?.running) return last ?? {};
	const at = state.running.startedAt ?? apiTime(new Date());
	return { terminated: { exitCode: 255, reason: "Unknown", startedAt: at, finishedAt: apiTime(new Date()) } };
}
