import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { isPublicAddress } from "./address-guard.ts";
import { outbound } from "./outbound.ts";

describe("isPublicAddress (R56)", () => {
	it.each([
		"127.0.0.1",
		"10.1.2.3",
		"169.254.169.254",
		"192.168.0.1",
		"::1",
		"::ffff:127.0.0.1",
		"fe80::1",
		"fd00::1",
		"0.0.0.0",
		"100.64.0.1",
		"not an address",
	])("%s is not", (address) => {
		expect(isPublicAddress(address)).toBe(false);
	});
	it.each(["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])("%s is", (address) => {
		expect(isPublicAddress(address)).toBe(true);
	});
});

describe("outbound", () => {
	it("never reaches a private address for a URL that a user gave, however it is spelled", async () => {
		let reached = 0;
		const server = createServer((_, response) => {
			reached++;
			response.end("secret");
		});
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		const address = server.address();
		const port = address && typeof address === "object" ? address.port : 0;
		for (const host of ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]"]) {
			await expect(outbound({ system: "test", url: `http://${host}:${port}/`, trust: "public" })).rejects.toThrow();
		}
		expect(reached).toBe(0);
		const answer = await outbound({ system: "test", url: `http://127.0.0.1:${port}/`, trust: "configured" });
		expect(answer.text).toBe("secret");
		await expect(outbound({ system: "test", url: `http://127.0.0.1:${port}/`, maxBytes: 3 })).rejects.toThrow(
			"larger than",
		);
		server.close();
	});
});
