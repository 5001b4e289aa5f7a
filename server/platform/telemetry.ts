import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

type Telemetry = ReturnType<typeof create>;
const key = Symbol.for("lazo.telemetry");
const shared = globalThis as { [key]?: Telemetry };

function create() {
	const registry = new Registry();
	collectDefaultMetrics({ register: registry });
	const registers = [registry];
	return {
		registry,
		outboundSeconds: new Histogram({
			name: "lazo_outbound_request_duration_seconds",
			help: "Calls to outside systems.",
			labelNames: ["system", "method", "outcome"],
			registers,
		}),
		requestSeconds: new Histogram({
			name: "lazo_http_request_duration_seconds",
			help: "Requests to the HTTP API.",
			labelNames: ["method", "route", "status"],
			registers,
		}),
		webhooks: new Counter({
			name: "lazo_webhooks_total",
			help: "Webhooks received.",
			labelNames: ["source", "outcome"],
			registers,
		}),
		observations: new Counter({
			name: "lazo_observations_total",
			help: "Observed objects written.",
			labelNames: ["system", "kind"],
			registers,
		}),
		quarantined: new Counter({
			name: "lazo_quarantined_objects_total",
			help: "Objects from outside that could not be read.",
			labelNames: ["system", "kind"],
			registers,
		}),
		streams: new Counter({
			name: "lazo_live_streams_total",
			help: "Live streams opened and closed.",
			labelNames: ["change"],
			registers,
		}),
	};
}

/** Lazo's own metrics, one registry per process. */
export function telemetry(): Telemetry {
	shared[key] ??= create();
	return shared[key];
}
