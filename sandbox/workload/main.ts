import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { readBehaviour } from "./behaviour.ts";
import { check } from "./check.ts";
import { Database, PoolTimeout } from "./database.ts";
import { Metrics } from "./metrics.ts";
import { isLogged, type Level, readSettings, type Settings } from "./settings.ts";

// The program that every pod of the sandbox runs; how it behaves stands in the image, in service.json.
const { SERVICE_FILE = "app/service.json", POD_NAME = "local", FAULTS_FILE = "" } = process.env;
const address = process.env.LISTEN_ADDRESS || process.env.POD_IP || "127.0.0.1";
const port = Number(process.env.PORT ?? 8080);

const behaviour = readBehaviour(SERVICE_FILE);
const settings = settingsOrExit();
const database = behaviour.database ? new Database(behaviour.database, FAULTS_FILE, settings.poolSize) : null;
const metrics = new Metrics({ service: behaviour.service, version: behaviour.version }, database);
const bornAt = Date.now();
let ending = false;

function settingsOrExit(): Settings {
	try {
		return readSettings(process.env);
	} catch (error) {
		const msg = `cannot start: ${error instanceof Error ? error.message : String(error)}`;
		const { service, version } = behaviour;
		const line = { time: new Date().toISOString(), level: "fatal", service, version, msg };
		process.stdout.write(`${JSON.stringify(line)}\n`);
		process.exit(1);
	}
}

function log(level: Level, msg: string, fields: Record<string, unknown> = {}): void {
	if (!isLogged(level, settings)) return;
	const line = { time: new Date().toISOString(), level, service: behaviour.service, version: behaviour.version, msg };
	process.stdout.write(`${JSON.stringify({ ...line, ...fields })}\n`);
}

/** A path without what differs between requests, so that the number of routes stays small. */
function routeOf(path: string): string {
	const parts = path.split("/").filter(Boolean).slice(0, 4);
	return `/${parts.map((part) => (/\d/.test(part) ? ":id" : part)).join("/")}`;
}

/** The service's code exists only as its behaviour; so does the place in it that failed. */
function stackOf(message: string, place: string): string {
	const line = 20 + ([...place].reduce((sum, char) => sum + char.charCodeAt(0), 0) % 180);
	const name = behaviour.service;
	return `${message}\n    at ${place} (/app/${name}/handler.ts:${line}:13)\n    at serve (/app/${name}/server.ts:31:9)`;
}

async function business(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
	const start = performance.now();
	const route = routeOf(path);
	const failure = await handle();
	const status = failure ? failure.status : request.method === "POST" ? 201 : 200;
	const seconds = (performance.now() - start) / 1000;
	response.writeHead(status, { "content-type": "application/json" });
	response.end(JSON.stringify(failure ? { error: failure.message } : { service: behaviour.service, pod: POD_NAME }));
	metrics.observe({ method: request.method ?? "GET", route, status, seconds });
	const fields = { method: request.method, route, status, durationMs: Math.round(seconds * 1000) };
	if (failure) log("error", failure.message, { ...fields, stack: stackOf(failure.message, route) });
	else log("info", "request completed", fields);
}

class Failure extends Error {
	readonly status: number;

	constructor(status: number, message: string) {
		super(message);
		this.status = status;
	}
}

/** Takes as long as this version takes, and fails as often as it fails. */
async function handle(): Promise<Failure | null> {
	// Most answers come near the usual latency, a few take up to three times as long.
	const delay = behaviour.latencyMs * (0.6 + 0.5 * Math.random() + 2 * Math.random() ** 12);
	try {
		await (database ? database.query(delay) : new Promise((resolve) => setTimeout(resolve, delay)));
	} catch (error) {
		if (error instanceof PoolTimeout) return new Failure(503, error.message);
		throw error;
	}
	return Math.random() < behaviour.errorRate ? new Failure(500, behaviour.errorMessage) : null;
}

const server = createServer((request, response) => {
	const path = (request.url ?? "/").split("?")[0] ?? "/";
	request.resume();
	if (path === "/healthz") return void response.writeHead(200).end("ok");
	if (path === "/readyz") {
		const ready = !ending && Date.now() - bornAt >= behaviour.startMs;
		return void response.writeHead(ready ? 200 : 503).end(ready ? "ok" : "not ready");
	}
	if (path === "/metrics") {
		const type = "text/plain; version=0.0.4; charset=utf-8";
		return void metrics.text().then((text) => response.writeHead(200, { "content-type": type }).end(text));
	}
	void business(request, response, path);
});
server.keepAliveTimeout = 75_000;

const giveUpAt = Date.now() + 3000;
server.on("error", (error) => {
	// A predecessor with the same address may need a moment to go.
	if ("code" in error && error.code === "EADDRINUSE" && Date.now() < giveUpAt) return void setTimeout(listen, 100);
	log("fatal", `cannot listen on ${address}:${port}: ${error.message}`);
	process.exit(1);
});
const listen = () => server.listen(port, address);
/** `check` tries the version and ends; anything else serves. */
const checks = process.argv[2] === "check";
server.on("listening", () => log("info", `listening on ${address}:${port}`));
log("debug", "configuration read", { names: settings.names });
if (checks) void check(behaviour, (line) => process.stdout.write(`${line}\n`)).then((code) => process.exit(code));
else listen();

if (behaviour.crashAfterMs !== null) {
	setTimeout(() => {
		log("fatal", `${behaviour.service} ${behaviour.version} cannot go on: ${behaviour.crashMessage}`, {
			stack: stackOf(`Error: ${behaviour.crashMessage}`, "start"),
		});
		process.exit(1);
	}, behaviour.crashAfterMs);
}

function end(): void {
	if (ending) return;
	ending = true;
	log("info", "shutting down");
	// Callers learn from the endpoints only a moment later that this pod is going.
	setTimeout(() => server.close(() => process.exit(0)).closeIdleConnections(), 400);
	setTimeout(() => process.exit(0), 3000).unref();
}
process.on("SIGTERM", end);
// The kubelet holds the other end: without it nobody looks after this process.
process.stdin.on("end", () => process.exit(0)).on("error", () => process.exit(0));
process.stdin.resume();
