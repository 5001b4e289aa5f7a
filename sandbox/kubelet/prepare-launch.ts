import { join } from "node:path";
import { ConfigError, containerEnvironment } from "./environment.ts";
import type { KubeletEvent } from "./event-recorder.ts";
import type { StoredImage } from "./image-store.ts";
import type { NodeContext } from "./node-context.ts";
import { listenAddress } from "./pod-network.ts";
import type { Container, Pod } from "./pod-types.ts";

type Reason = "ErrImagePull" | "ErrImageNeverPull" | "CreateContainerConfigError" | "CreateContainerError";

/** Why a container cannot be started now; reason and message are those of its waiting state. */
export class LaunchError extends Error {
	readonly reason: Reason;

	constructor(reason: Reason, message: string) {
		super(message);
		this.reason = reason;
	}

	static from(error: unknown): LaunchError {
		if (error instanceof LaunchError) return error;
		const message = error instanceof Error ? error.message : String(error);
		return new LaunchError(
			error instanceof ConfigError ? "CreateContainerConfigError" : "CreateContainerError",
			message,
		);
	}
}

export type LaunchSource = { pod: Pod; podIP: string; node: NodeContext; onEvent: (event: KubeletEvent) => void };

/** What a container needs to be started; `parameters` follow the program. */
export type PreparedLaunch = { image: StoredImage; environment: Record<string, string>; parameters: string[] };

/** Has the image on the node and the environment complete, or throws `LaunchError`. */
export async function prepareLaunch(container: Container, source: LaunchSource): Promise<PreparedLaunch> {
	const { pod, podIP, node } = source;
	const image = await imageOf(container, source);
	const entrypoint = container.command ?? image.entrypoint;
	if (entrypoint[0] !== "/workload") {
		throw new LaunchError(
			"CreateContainerError",
			`this kubelet runs the program /workload only, and not ${JSON.stringify(entrypoint[0] ?? "")}`,
		);
	}
	if (pod.spec.initContainers.length > 0) {
		throw new LaunchError("CreateContainerError", "this kubelet runs no init containers");
	}
	const own = await containerEnvironment(container, { client: node.client, pod, podIP, hostIP: node.hostIP });
	const environment = {
		...own,
		SERVICE_FILE: join(image.root, "app/service.json"),
		POD_NAME: pod.metadata.name,
		POD_NAMESPACE: pod.metadata.namespace,
		POD_IP: podIP,
		LISTEN_ADDRESS: listenAddress(podIP),
		PORT: String(container.ports[0]?.containerPort ?? 8080),
		FAULTS_FILE: node.faultsFile,
	};
	return { image, environment, parameters: [...entrypoint.slice(1), ...(container.args ?? [])] };
}

async function imageOf(container: Container, { node, onEvent }: LaunchSource): Promise<StoredImage> {
	const quoted = `"${container.image}"`;
	const floating = /:latest$/.test(container.image) || !/[:@][^/]*$/.test(container.image);
	const policy = container.imagePullPolicy ?? (floating ? "Always" : "IfNotPresent");
	const present = policy === "Always" ? null : node.images.find(container.image);
	if (present) {
		onEvent({ type: "Normal", reason: "Pulled", message: `Container image ${quoted} already present on machine` });
		return present;
	}
	if (policy === "Never") {
		throw new LaunchError("ErrImageNeverPull", `Container image ${quoted} is not present with pull policy of Never`);
	}
	onEvent({ type: "Normal", reason: "Pulling", message: `Pulling image ${quoted}` });
	const start = performance.now();
	try {
		const image = await node.images.pull(container.image);
		const took = `${Math.round(performance.now() - start)}ms`;
		const message = `Successfully pulled image ${quoted} in ${took} (${took} including waiting). Image size: ${image.size} bytes.`;
		onEvent({ type: "Normal", reason: "Pulled", message });
		return image;
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		onEvent({ type: "Warning", reason: "Failed", message: `Failed to pull image ${quoted}: ${message}` });
		throw new LaunchError("ErrImagePull", message);
	}
}
