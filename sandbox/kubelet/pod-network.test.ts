import { describe, expect, it } from "vitest";
import { listenAddress, PodAddresses, podNetworkOf } from "./pod-network.ts";

describe("PodAddresses", () => {
	it("never hands out the address that was just given back while others are free", () => {
		const addresses = new PodAddresses(130, 1);
		const first = addresses.take();
		addresses.release(first);
		expect([first, addresses.take()]).toEqual(["10.130.1.2", "10.130.1.3"]);
	});

	it("keeps what is reserved, and says so when none is left", () => {
		const addresses = new PodAddresses(130, 2);
		addresses.reserve("10.130.2.7");
		const taken = Array.from({ length: 252 }, () => addresses.take());
		expect(new Set(taken).size).toBe(252);
		expect(taken).not.toContain("10.130.2.7");
		expect(() => addresses.take()).toThrow("10.130.2.0/24");
	});
});

describe("listenAddress", () => {
	it("is a loopback address where the machine lacks the pod network", () => {
		expect(listenAddress("10.255.1.2")).toBe("127.255.1.2");
		expect(podNetworkOf(4300)).toBe(130);
	});
});
