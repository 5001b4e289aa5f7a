import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { chosenSystems } from "./outside-systems.ts";

export type Options = {
	port: number;
	workerPort: number;
	databasePort: number;
	sandboxPort: number;
	data: string;
	url: string;
	/** Whether the sandbox is started: not when real systems are configured, unless it is asked for. */
	sandbox: boolean;
	/** The settings that name real systems. */
	systems: string[];
	controlPlane: "sandbox" | "real";
	/** Every port that must be free, with what it is for. */
	ports: [number, string][];
};

const usage = `Usage: npm start -- [--port 3000] [--sandbox-port 4300] [--data ./.data] [--sandbox|--no-sandbox] [--control-plane sandbox|real]`;

/** Reads the command line. Throws with the usage when it does not fit. */
export function readOptions(args: string[], environment: Record<string, string | undefined>): Options {
	const { values } = parse(args);
	const port = number(values.port ?? environment.PORT ?? "3000", "--port");
	const sandboxPort = number(values["sandbox-port"] ?? "4300", "--sandbox-port");
	const controlPlane = values["control-plane"] ?? "sandbox";
	if (controlPlane !== "sandbox" && controlPlane !== "real")
		throw new Error(`--control-plane is "sandbox" or "real".\n${usage}`);
	const systems = chosenSystems(environment);
	const sandbox = values.sandbox ?? systems.length === 0;
	const names = ["registry", "Kubernetes", "GitHub", "identity", "telemetry", "Prometheus", "Alertmanager", "kubelet"];
	return {
		port,
		workerPort: port + 1,
		databasePort: port + 2,
		sandboxPort,
		data: resolve(values.data ?? ".data"),
		url: environment.LAZO_URL ?? `http://127.0.0.1:${port}`,
		sandbox,
		systems,
		controlPlane,
		ports: [
			[port, "web"],
			[port + 1, "worker"],
			[port + 2, "Postgres"],
			...(sandbox ? names.map((name, index): [number, string] => [sandboxPort + index, `the sandbox's ${name}`]) : []),
		],
	};
}

function parse(args: string[]) {
	try {
		return parseArgs({
			args,
			allowNegative: true,
			options: {
				port: { type: "string" },
				"sandbox-port": { type: "string" },
				data: { type: "string" },
				sandbox: { type: "boolean" },
				"control-plane": { type: "string" },
			},
		});
	} catch (error) {
		throw new Error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
	}
}

function number(text: string, name: string): number {
	const value = Number(text);
	if (!Number.isInteger(value) || value < 1024 || value > 65_000)
		throw new Error(`${name} must be a port between 1024 and 65000, not "${text}".`);
	return value;
}
