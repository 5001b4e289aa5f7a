import { describe, expect, it } from "vitest";
import { Endpoints, endpointSliceSchema } from "./endpoints.ts";
import { scrapeTargets, targetPodSchema } from "./targets.ts";

const slice = (ready: boolean | undefined, address: string) =>
	endpointSliceSchema.parse({
		metadata: { name: address, namespace: "production", labels: { "kubernetes.io/service-name": "cart" } },
		ports: [{ port: 8080 }],
		endpoints: [{ addresses: [address], conditions: ready === undefined ? {} : { ready } }],
	});

describe("Endpoints", () => {
	it("gives ready addresses in turn, and none when none is ready", () => {
		const endpoints = new Endpoints();
		endpoints.replace([slice(true, "10.1.1.1"), slice(false, "10.1.1.2"), slice(undefined, "10.1.1.3")]);
		const hosts = Array.from({ length: 4 }, () => endpoints.next("production", "cart")?.host);
		expect(hosts.sort()).toEqual(["10.1.1.1", "10.1.1.1", "10.1.1.3", "10.1.1.3"]);
		expect(endpoints.next("staging", "cart")).toBeNull();
		endpoints.apply("DELETED", slice(true, "10.1.1.1"));
		endpoints.apply("MODIFIED", slice(false, "10.1.1.3"));
		expect(endpoints.next("production", "cart")).toBeNull();
	});

	it("takes slices without endpoints or ports, which the API writes as null", () => {
		const metadata = { name: "a", namespace: "production" };
		expect(endpointSliceSchema.parse({ metadata, endpoints: null, ports: null }).endpoints).toEqual([]);
	});
});

describe("scrapeTargets", () => {
	it("lists the running pods of services in the environments, and no others", () => {
		const pod = (name: string, change: { phase?: string; namespace?: string; labels?: Record<string, string> }) =>
			targetPodSchema.parse({
				metadata: {
					name,
					namespace: change.namespace ?? "production",
					labels: change.labels ?? { "lazo.dev/service": "cart" },
				},
				spec: { nodeName: "harbor-1" },
				status: { phase: change.phase ?? "Running", podIP: "10.255.1.2" },
			});
		const pods = [
			pod("good", {}),
			pod("pending", { phase: "Pending" }),
			pod("elsewhere", { namespace: "kube-system" }),
			pod("nobody", { labels: {} }),
		];
		expect(scrapeTargets(pods, { cluster: "harbor", environments: ["production"], port: 8080 })).toEqual([
			{
				targets: ["127.255.1.2:8080"],
				labels: {
					job: "workloads",
					service: "cart",
					namespace: "production",
					environment: "production",
					cluster: "harbor",
					pod: "good",
					node: "harbor-1",
				},
			},
		]);
	});
});
