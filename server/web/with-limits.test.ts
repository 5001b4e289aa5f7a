import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { signIns, withLimits } from "./with-limits.ts";

const request = (address: string) =>
	new Request("http://lazo.test/", { method: "POST", headers: { "x-forwarded-for": address } });
const fine = async () => new Response("fine");

it("answers 429 problem+json with the time to wait, and does not ask further (R60)", async () => {
	let asked = 0;
	const limited = withLimits([{ name: randomUUID(), perMinute: 3 }], async () => {
		asked += 1;
		return fine();
	});
	const answers = await Promise.all(Array.from({ length: 5 }, () => limited(request("192.0.2.1"))));
	expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
	expect(asked).toBe(3);
	const refused = answers[4];
	expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
	expect(refused?.headers.get("content-type")).toBe("application/problem+json");
	expect(await refused?.json()).toMatchObject({ status: 429, code: "too-many-requests" });
});

it("holds one address that signs in over and over, and nobody else; the browser goes to the page that says so", async () => {
	const limited = withLimits(signIns, fine, "/sign-in");
	const flood = Array.from({ length: 121 }, () => limited(request("1.1.1.1, 192.0.2.7")));
	const last = (await Promise.all(flood)).at(-1);
	expect(last?.status).toBe(429);
	expect(last?.headers.get("refresh")).toBe("0; url=/sign-in?error=too-many-requests");
	expect((await limited(request("192.0.2.8"))).status).toBe(200);
});
