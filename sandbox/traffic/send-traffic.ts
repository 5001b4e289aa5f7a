import { Agent, request } from "node:http";
import { type EnvironmentName, environments, services } from "../company/company.ts";
import { listenAddress } from "../kubelet/pod-network.ts";
import type { Address, Endpoints } from "./endpoints.ts";

/** How much of production's traffic an environment gets. */
const share: Record<EnvironmentName, number> = { production: 1, staging: 0.2, development: 0.1 };
const tick = 100;

/** Sends the company's traffic to the ready addresses, for ever, at random moments. Returns how to stop. */
export function sendTraffic(endpoints: Endpoints): () => void {
	const agent = new Agent({ keepAlive: true, maxSockets: 8, maxFreeSockets: 2 });
	const flows = environments.flatMap((environment) =>
		services.map((service) => ({
			environment,
			name: service.name,
			perTick: (service.traffic * share[environment] * tick) / 1000,
		})),
	);
	const timer = setInterval(() => {
		for (const flow of flows) {
			// A coin for each tick gives the uneven gaps of real arrivals without a timer for each request.
			for (let expected = flow.perTick; expected > 0; expected--) {
				if (Math.random() >= expected) continue;
				const address = endpoints.next(flow.environment, flow.name);
				if (address) sendOne({ agent, address, service: flow.name });
			}
		}
	}, tick);
	return () => {
		clearInterval(timer);
		agent.destroy();
	};
}

function sendOne({ agent, address, service }: { agent: Agent; address: Address; service: string }): void {
	const kind = Math.random();
	const id = Math.floor(Math.random() * 10_000);
	const path = kind < 0.5 ? `/api/${service}/${id}` : `/api/${service}`;
	const sent = request(
		{
			agent,
			host: listenAddress(address.host),
			port: address.port,
			path,
			method: kind < 0.85 ? "GET" : "POST",
			headers: { "content-length": 0, "user-agent": "shoppers" },
			timeout: 10_000,
		},
		(response) => response.resume().on("error", () => {}),
	);
	// A pod that goes takes requests with it; shoppers try again by themselves.
	sent.on("error", () => {});
	sent.on("timeout", () => sent.destroy());
	sent.end();
}
